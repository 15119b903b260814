import { shown } from './decimals.js';

const KEPT = 60;

/** What the table shows of a row, and in which columns a phone leaves it out. */
const COLUMNS = [
  { name: 'ts', about: 'close of the second' },
  { name: 'mid', about: '(bid + ask) / 2' },
  { name: 'bid', about: 'best bid', wide: true },
  { name: 'ask', about: 'best ask', wide: true },
  { name: 'spread', about: 'ask - bid', wide: true },
  { name: 'last_trade_price', about: 'price of the last trade, carried forward; ▲ a buyer took, ▼ a seller hit' },
  { name: 'trade_count_1s', about: 'trades in the second' },
  { name: 'trade_volume_1s', about: 'their volume', wide: true },
  { name: 'imbalance_top5', about: 'size of the best five bids against that of the best five asks, from -1 to 1', wide: true },
  { name: 'book_age_ms', about: 'age of the book at ts, in milliseconds', wide: true },
  { name: 'complete', about: 'one connection to the exchange covered the whole second' },
  { name: 'trades_complete', about: 'all trades of the second are counted: it is complete, or they were fetched afterwards', wide: true },
  { name: 'revision', about: 'how often the row was corrected', wide: true },
];

const SIDES = { BID: '▲', ASK: '▼' };

/** The table of the last rows, newest first. A row that is there stays where it is and changes in place. */
export class Rows {
  #body;
  #times;
  #places;
  #shown = new Map();

  constructor(head, body, times, places) {
    this.#body = body;
    this.#times = times;
    this.#places = places;
    const line = head.insertRow();
    for (const column of COLUMNS) {
      const cell = document.createElement('th');
      cell.scope = 'col';
      cell.title = column.about;
      cell.className = classes(column);
      // A long name breaks where it has an underscore.
      column.name.split('_').forEach((word, i) => {
        if (i > 0) {
          cell.append('_', document.createElement('wbr'));
        }
        cell.append(word);
      });
      line.append(cell);
    }
  }

  /** Shows the last of these rows, which are in order of time. */
  show(rows) {
    const last = rows.slice(-KEPT).reverse();
    const isFirst = this.#shown.size === 0;
    const kept = new Map();
    let place = this.#body.firstElementChild;
    for (const row of last) {
      const before = this.#shown.get(row.ts);
      const line = before?.line ?? this.#line();
      if (before?.row !== row) {
        this.#fill(line, row);
        line.classList.toggle('fresh', !isFirst);
      }
      if (line === place) {
        place = place.nextElementSibling;
      } else {
        this.#body.insertBefore(line, place);
      }
      kept.set(row.ts, { row, line });
    }
    for (const [ts, { line }] of this.#shown) {
      if (!kept.has(ts)) {
        line.remove();
      }
    }
    this.#shown = kept;
  }

  /** Writes every row again: the places or the zone have changed. */
  rewrite() {
    this.#shown.forEach(({ row, line }) => this.#fill(line, row));
  }

  #line() {
    const line = document.createElement('tr');
    line.addEventListener('animationend', () => line.classList.remove('fresh'));
    for (const column of COLUMNS) {
      line.insertCell().className = classes(column);
    }
    return line;
  }

  #fill(line, row) {
    line.dataset.ts = row.ts;
    line.classList.toggle('incomplete', !row.complete);
    COLUMNS.forEach((column, i) => {
      const text = this.#text(row, column.name);
      const cell = line.cells[i];
      if (cell.textContent !== text) {
        cell.textContent = text;
      }
    });
    line.cells[0].title = this.#times.full(row.ts);
    const traded = line.cells[COLUMNS.findIndex(column => column.name === 'last_trade_price')];
    traded.dataset.side = row.trade_count_1s > 0 ? row.last_trade_side : '';
  }

  #text(row, name) {
    const value = row[name];
    switch (name) {
      case 'ts':
        return this.#times.clock(value);
      case 'mid':
        return shown(value, this.#places.of(name));
      case 'trade_volume_1s':
        return row.trade_count_1s === 0 ? '0' : shown(value, this.#places.of(name));
      case 'bid':
      case 'ask':
      case 'spread':
        return shown(value, this.#places.of('price'));
      case 'last_trade_price':
        return value === null ? '–' : `${shown(value, this.#places.of('price'))} ${SIDES[row.last_trade_side] ?? ''}`;
      case 'imbalance_top5':
        return value === null ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
      case 'complete':
      case 'trades_complete':
        return value ? 'yes' : 'no';
      default:
        return value === null ? '–' : shown(String(value));
    }
  }
}

function classes(column) {
  return `${column.name}${column.wide ? ' wide' : ''}`;
}
