import { shown } from './decimals.js';
import { lagState, span } from './times.js';

const GOOD_COMPLETENESS = 0.999;

const FILTERS = [
  { name: 'all', matches: () => true },
  { name: 'late', matches: symbol => !symbol.ended && symbol.lagState !== 'good' },
  { name: 'not complete', matches: symbol => !symbol.ended && (!symbol.complete || symbol.completeness < GOOD_COMPLETENESS) },
];

/** All symbols, a tile each. */
export class Board {
  #tiles;
  #filters;
  #symbols = new Map();
  #filter = FILTERS[0];
  #chosen = null;

  constructor(tiles, filters) {
    this.#tiles = tiles;
    this.#filters = new Map(FILTERS.map(filter => {
      const button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => {
        this.#filter = filter;
        this.#sift();
      });
      filters.append(button);
      return [filter, button];
    }));
    this.#sift();
  }

  /** The symbols, in order. */
  get symbols() {
    return [...this.#symbols.keys()].sort();
  }

  /** The symbols that are shown, in order. */
  get sifted() {
    return this.symbols.filter(symbol => this.#filter.matches(this.#symbols.get(symbol).state));
  }

  /** Takes what the board event says. */
  update({ all, symbols }) {
    if (all) {
      const named = new Set(symbols.map(state => state.symbol));
      this.#symbols.forEach(({ tile }, symbol) => {
        if (!named.has(symbol)) {
          tile.element.remove();
          this.#symbols.delete(symbol);
        }
      });
    }
    for (const state of symbols) {
      state.lagState = lagState(state.lag);
      const tile = this.#symbols.get(state.symbol)?.tile ?? this.#tile(state.symbol);
      this.#symbols.set(state.symbol, { state, tile });
      fill(tile, state);
    }
    this.#sift();
  }

  /** Marks the symbol that is looked at. */
  choose(symbol) {
    this.#symbols.get(this.#chosen)?.tile.element.removeAttribute('aria-current');
    this.#chosen = symbol;
    this.#symbols.get(symbol)?.tile.element.setAttribute('aria-current', 'page');
  }

  #tile(symbol) {
    const element = document.createElement('a');
    element.className = 'tile';
    element.href = `/${symbol}`;
    element.dataset.symbol = symbol;
    const part = name => {
      const span = document.createElement('span');
      span.className = name;
      element.append(span);
      return span;
    };
    const tile = { element, name: part('name'), lag: part('lag'), price: part('price'), completeness: part('completeness') };
    tile.name.textContent = symbol;
    if (symbol === this.#chosen) {
      element.setAttribute('aria-current', 'page');
    }
    const after = this.symbols.find(other => other > symbol);
    this.#tiles.insertBefore(element, after === undefined ? null : this.#symbols.get(after).tile.element);
    return tile;
  }

  #sift() {
    const counts = new Map(FILTERS.map(filter => [filter, 0]));
    for (const { state, tile } of this.#symbols.values()) {
      FILTERS.filter(filter => filter.matches(state)).forEach(filter => counts.set(filter, counts.get(filter) + 1));
      tile.element.hidden = !this.#filter.matches(state);
    }
    this.#filters.forEach((button, filter) => {
      button.textContent = `${filter.name} ${counts.get(filter)}`;
      button.setAttribute('aria-pressed', filter === this.#filter);
      button.classList.toggle('trouble', filter !== FILTERS[0] && counts.get(filter) > 0);
    });
  }
}

function fill(tile, state) {
  tile.price.textContent = shown(state.last_trade_price);
  tile.lag.textContent = state.ended ? 'ended' : span(state.lag);
  const share = state.completeness;
  tile.completeness.textContent = share === undefined ? '' : percent(share);
  tile.completeness.dataset.state = share === undefined || share >= GOOD_COMPLETENESS ? 'good' : share >= 0.95 ? 'warning' : 'bad';
  tile.element.dataset.state = state.ended ? 'ended' : state.lagState === 'good' && !state.complete ? 'warning' : state.lagState;
  tile.element.title = `${state.symbol}: lag ${span(state.lag)}, ${percent(share ?? 1)} of the last hour's rows complete`;
}

/** Never rounded up to 100 %: one incomplete second is one. */
export function percent(share) {
  return share === 1 ? '100%' : `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
}
