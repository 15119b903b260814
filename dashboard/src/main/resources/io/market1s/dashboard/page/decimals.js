// Decimals stay texts from the database to the screen: as numbers, some of them would be others.

/** How many digits after the point a decimal needs, 0 for null. */
export function places(text) {
  if (text === null || text === undefined) {
    return 0;
  }
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.slice(point + 1).replace(/0+$/, '').length;
}

/** The decimal with so many digits after the point, more if it needs them, and its whole part in groups of three. */
export function shown(text, wanted = 0) {
  if (text === null || text === undefined) {
    return '–';
  }
  const sign = text.startsWith('-') ? '−' : '';
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const digits = fraction.slice(0, Math.max(places(text), wanted)).padEnd(wanted, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return sign + grouped + (digits ? '.' + digits : '');
}

/** The places that all of a column's decimals are shown with: it only grows, so that a column does not jitter. */
export class Places {
  #most = new Map();

  note(column, text) {
    this.#most.set(column, Math.max(this.of(column), places(text)));
  }

  of(column) {
    return this.#most.get(column) ?? 0;
  }

  clear() {
    this.#most.clear();
  }
}
