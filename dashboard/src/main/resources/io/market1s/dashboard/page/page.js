import { Board, percent } from './board.js';
import { Chart } from './chart.js';
import { Places, shown } from './decimals.js';
import { Rows } from './rows.js';
import { lagState, span, Times } from './times.js';

const FAVOURITE = 'KRW-BTC';
const MOST_MATCHES = 12;
/** Without a word for so long, the connection to the server is taken for dead; the server speaks every second. */
const SILENCE_MILLIS = 5000;
const RETRY_MILLIS = 2000;
const CLOCK_SAMPLES = 30;
const PRICES = ['bid', 'ask', 'spread', 'last_trade_price', 'open', 'high', 'low', 'close'];
const SIDES = { BID: '▲ buyer took', ASK: '▼ seller hit' };

const $ = id => document.getElementById(id);

const times = new Times();
const places = new Places();
const board = new Board($('board'), $('filters'));
const table = new Rows($('columns'), $('rows'), times, places);
const chart = new Chart($('chart'), times, ticks => ticks.map(tick => axisPrice(tick, ticks)), readout);

let symbol = null;
let rows = new Map();
let status = null;
let source = null;
let heardAt = Date.now();
let lost = false;
let clockSamples = [];

// ---- the connection -------------------------------------------------------------------------------------------------

function listen() {
  source?.close();
  source = new EventSource(symbol === null ? '/events' : `/events?symbol=${encodeURIComponent(symbol)}`);
  const opened = source;
  const on = (name, handle) => source.addEventListener(name, event => {
    if (opened === source) {
      handle(JSON.parse(event.data));
    }
  });
  on('status', takeStatus);
  on('board', takeBoard);
  on('rows', takeRows);
}

/** Reconnects when the browser does not: after an answer that was none, or when a connection has died in silence. */
setInterval(() => {
  lost = Date.now() - heardAt > SILENCE_MILLIS;
  if (lost && Date.now() - heardAt > SILENCE_MILLIS + RETRY_MILLIS) {
    heardAt = Date.now() - SILENCE_MILLIS - 1;
    listen();
  }
  showNotice();
}, 500);

function takeStatus(next) {
  heardAt = Date.now();
  lost = false;
  clockSamples = [...clockSamples.slice(1 - CLOCK_SAMPLES), Date.now() - next.now];
  status = next;
  showNotice();
  showHeadline();
}

function takeBoard(next) {
  board.update(next);
  if (symbol === null && board.symbols.length > 0) {
    const last = localStorage.getItem('symbol');
    choose([last, FAVOURITE].find(known => board.symbols.includes(known)) ?? board.symbols[0], 'replace');
  }
}

function takeRows(next) {
  if (next.symbol !== symbol) {
    return;
  }
  if (next.all) {
    rows.clear();
  }
  let widened = false;
  for (const cells of next.rows) {
    const row = Object.fromEntries(next.columns.map((column, i) => [column, cells[i]]));
    rows.set(row.ts, row);
    widened = notePlaces(row) || widened;
  }
  rows.forEach((row, ts) => ts < next.from && rows.delete(ts));
  showRows();
  if (widened) {
    table.rewrite();
  }
}

/** True if a column needs more places than until now. */
function notePlaces(row) {
  const before = ['price', 'mid', 'trade_volume_1s'].map(column => places.of(column)).join();
  PRICES.forEach(column => places.note('price', row[column]));
  places.note('mid', row.mid);
  places.note('trade_volume_1s', row.trade_volume_1s);
  return before !== ['price', 'mid', 'trade_volume_1s'].map(column => places.of(column)).join();
}

// ---- what is shown --------------------------------------------------------------------------------------------------

function sortedRows() {
  return [...rows.values()].sort((a, b) => a.ts - b.ts);
}

function showRows() {
  const sorted = sortedRows();
  table.show(sorted);
  chart.show(sorted);
  showHeadline();
}

function showHeadline() {
  const newest = sortedRows().at(-1);
  $('symbol').textContent = symbol ?? '…';
  const price = newest?.last_trade_price ?? status?.last_trade_price ?? null;
  $('price').textContent = shown(price, places.of('price'));
  $('side').textContent = SIDES[newest?.last_trade_side] ?? '';
  $('side').dataset.side = newest?.last_trade_side ?? '';
  document.title = price === null ? 'market_1s' : `${shown(price, places.of('price'))} ${symbol} · market_1s`;
  showFacts(newest);
  showLag();
}

function showFacts(newest) {
  const price = name => shown(newest?.[name], places.of('price'));
  const facts = [
    ['bid', price('bid'), newest && `× ${shown(newest.bid_size)}`],
    ['mid', shown(newest?.mid, places.of('mid'))],
    ['ask', price('ask'), newest && `× ${shown(newest.ask_size)}`],
    ['spread', price('spread')],
    ['imbalance_top5', imbalance(newest?.imbalance_top5)],
    ['complete, last hour', status?.completeness === undefined ? '–' : percent(status.completeness)],
  ];
  const list = $('facts');
  facts.forEach(([name, value, more], i) => {
    const item = list.children[i] ?? list.appendChild(factElement(name));
    item.children[1].textContent = value;
    item.children[2].textContent = more || '';
  });
  const meter = list.children[4];
  meter.classList.add('meter');
  meter.style.setProperty('--value', newest?.imbalance_top5 ?? 0);
}

function factElement(name) {
  const item = document.createElement('div');
  const term = document.createElement('dt');
  term.textContent = name;
  const value = document.createElement('dd');
  const more = document.createElement('dd');
  more.className = 'more';
  item.append(term, value, more);
  return item;
}

function imbalance(value) {
  return value === null || value === undefined ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

/** From a second's end until its row could be seen or, once that is longer, how long the next row is waited for. */
function showLag() {
  const known = status?.readable && status.ts !== undefined && !lost;
  if (!known) {
    $('lag').textContent = '–';
    $('lag-box').dataset.state = 'unknown';
  } else {
    const now = Date.now() - Math.min(...clockSamples);
    const seconds = Math.max(status.visible_after_ms, now - status.ts - 1000) / 1000;
    $('lag').textContent = span(seconds);
    $('lag').dataset.seconds = seconds.toFixed(3);
    $('lag-box').dataset.state = lagState(seconds);
  }
  $('newest').textContent = status?.ts === undefined ? '' : `row ${times.clock(status.ts)}`;
}
setInterval(showLag, 100);

function showNotice() {
  const notice = lost
    ? { level: 'ERROR', text: 'This page has lost its server. It goes on by itself as soon as that answers.', since: heardAt }
    : status?.notice;
  const element = $('notice');
  const text = notice === undefined ? '' : notice.text + (notice.since === undefined ? '' : ` Since ${times.clock(notice.since)}.`);
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = notice === undefined;
  element.dataset.level = notice?.level ?? '';
  document.body.classList.toggle('stale', lost || status?.readable === false);
}

function readout(row) {
  $('readout').textContent = row === null ? '' : [
    times.clock(row.ts),
    `mid ${shown(row.mid, places.of('mid'))}`,
    `bid ${shown(row.bid, places.of('price'))}`,
    `ask ${shown(row.ask, places.of('price'))}`,
    row.trade_count_1s === 0 ? 'no trade' : `${row.trade_count_1s} trade${row.trade_count_1s === 1 ? '' : 's'}`,
    row.complete ? '' : row.trades_complete ? 'not complete, all trades counted' : 'not complete',
  ].filter(part => part !== '').join(' · ');
}

/** A price between rows' prices, as an axis has them. */
function axisPrice(tick, ticks) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 1;
  const needed = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return shown(tick.toFixed(needed), needed);
}

// ---- choosing a symbol ----------------------------------------------------------------------------------------------

function choose(next, history_ = 'push') {
  if (next === symbol) {
    return;
  }
  symbol = next;
  rows = new Map();
  places.clear();
  status = null;
  if (history_ !== 'none') {
    history[`${history_}State`](null, '', `/${next}`);
  }
  localStorage.setItem('symbol', next);
  board.choose(next);
  showNotice();
  showRows();
  listen();
}

function step(by) {
  const symbols = board.sifted;
  if (symbols.length > 0) {
    choose(symbols[(symbols.indexOf(symbol) + by + symbols.length) % symbols.length]);
  }
}

function fromAddress() {
  const path = decodeURIComponent(location.pathname.slice(1));
  return path === '' ? null : path;
}

addEventListener('popstate', () => fromAddress() !== null && choose(fromAddress(), 'none'));

document.addEventListener('click', event => {
  const tile = event.target.closest('[data-symbol]');
  if (tile !== null && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    choose(tile.dataset.symbol);
    endSearch();
    if (tile.matches('.tile')) {
      scrollTo({ top: 0, behavior: 'smooth' });
    }
  }
});

// ---- the search -----------------------------------------------------------------------------------------------------

let marked = 0;

/** Best first: what begins with the text, base currency before quote currency. */
function matches() {
  const text = $('search').value.trim().toUpperCase();
  const rank = name => {
    const [quote, base] = name.split('-');
    return base === text ? 0 : base.startsWith(text) ? 1 : name.startsWith(text) ? 2 : quote.startsWith(text) ? 3 : 4;
  };
  return board.symbols
    .filter(name => name.includes(text))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .slice(0, MOST_MATCHES);
}

function showMatches() {
  const list = $('matches');
  const found = matches();
  marked = Math.min(marked, Math.max(found.length - 1, 0));
  list.replaceChildren(...found.map((name, i) => {
    const item = document.createElement('li');
    item.id = `match-${i}`;
    item.role = 'option';
    item.dataset.symbol = name;
    item.textContent = name;
    item.setAttribute('aria-selected', i === marked);
    return item;
  }));
  if (found.length === 0) {
    const item = document.createElement('li');
    item.className = 'none';
    item.textContent = 'No such symbol';
    list.append(item);
  }
  list.hidden = false;
  $('search').setAttribute('aria-expanded', 'true');
  $('search').setAttribute('aria-activedescendant', found.length === 0 ? '' : `match-${marked}`);
}

function endSearch() {
  $('search').value = '';
  $('search').blur();
  $('matches').hidden = true;
  $('search').setAttribute('aria-expanded', 'false');
}

$('search').addEventListener('focus', showMatches);
$('search').addEventListener('input', () => {
  marked = 0;
  showMatches();
});
$('search').addEventListener('blur', () => setTimeout(() => $('matches').hidden = true, 150));
$('search').addEventListener('keydown', event => {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const count = Math.max(matches().length, 1);
    marked = (marked + (event.key === 'ArrowDown' ? 1 : -1) + count) % count;
    showMatches();
  } else if (event.key === 'Escape') {
    endSearch();
  }
});
document.querySelector('.search').addEventListener('submit', event => {
  event.preventDefault();
  const found = matches()[marked];
  const typed = $('search').value.trim().toUpperCase();
  if (found !== undefined) {
    choose(found);
  } else if (/^[A-Z0-9]+-[A-Z0-9]+$/.test(typed)) {
    choose(typed);
  }
  endSearch();
});

// ---- switches and keys ----------------------------------------------------------------------------------------------

const THEMES = ['auto', 'light', 'dark'];
const THEME_SIGNS = { auto: '◐', light: '☀', dark: '☾' };

function theme() {
  return document.documentElement.dataset.theme ?? 'auto';
}

function nextTheme() {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  if (next === 'auto') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem('theme');
  } else {
    document.documentElement.dataset.theme = next;
    localStorage.setItem('theme', next);
  }
  showSwitches();
  chart.restyle();
}

function nextZone() {
  times.toggle();
  showSwitches();
  table.rewrite();
  chart.restyle();
  showNotice();
  showLag();
}

function showSwitches() {
  $('zone').textContent = times.utc ? 'UTC' : times.zone;
  $('zone').setAttribute('aria-label', `Times in ${times.utc ? 'UTC' : 'your zone'}; switch`);
  $('theme').textContent = THEME_SIGNS[theme()];
  $('theme').title = `${theme() === 'auto' ? 'As your system is' : theme() === 'light' ? 'Light' : 'Dark'} (t)`;
}

$('zone').addEventListener('click', nextZone);
$('theme').addEventListener('click', nextTheme);
$('help').addEventListener('click', () => $('keys').showModal());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.restyle());

document.addEventListener('keydown', event => {
  if (event.target.matches('input') || event.ctrlKey || event.metaKey || event.altKey || $('keys').open) {
    return;
  }
  const action = {
    '/': () => $('search').focus(),
    j: () => step(1),
    k: () => step(-1),
    u: nextZone,
    t: nextTheme,
    '?': () => $('keys').showModal(),
  }[event.key];
  if (action !== undefined) {
    event.preventDefault();
    action();
  }
});

showSwitches();
showHeadline();
if (fromAddress() === null) {
  listen();
} else {
  choose(fromAddress(), 'none');
}
