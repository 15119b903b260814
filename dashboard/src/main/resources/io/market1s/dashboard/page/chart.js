import uPlot from './uPlot.js';

/** Less than that makes no picture; more is not shown. */
const FEWEST_SECONDS = 60;
const MOST_SECONDS = 300;
const PHONE = 560;

/** The last five minutes of mid, between bid and ask, with trades and the seconds that are not complete. */
export class Chart {
  #element;
  #readout;
  #times;
  #numbers;
  #plot = null;
  #points = [];
  #colours = {};

  /**
   * @param numbers writes a price for an axis
   * @param readout is told the point under the cursor, or null
   */
  constructor(element, times, numbers, readout) {
    this.#element = element;
    this.#times = times;
    this.#numbers = numbers;
    this.#readout = readout;
    new ResizeObserver(() => this.#resize()).observe(element);
  }

  /** Shows rows, in order of time. A pixel is coarser than a double. */
  show(rows) {
    this.#points = rows.map(row => ({
      row,
      ts: row.ts / 1000,
      mid: number(row.mid),
      bid: number(row.bid),
      ask: number(row.ask),
      low: number(row.low),
      high: number(row.high),
      close: number(row.close),
      volume: number(row.trade_volume_1s),
    }));
    if (this.#plot === null) {
      this.restyle();
    } else {
      this.#plot.setData(this.#data());
    }
  }

  /** Draws anew, with the colours and times that are in force now. */
  restyle() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ['accent', 'band', 'buy', 'sell', 'shade', 'warning', 'muted', 'line']) {
      this.#colours[name] = style.getPropertyValue(`--${name}`).trim();
    }
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), this.#data(), this.#element);
  }

  #data() {
    const bySecond = new Map(this.#points.map(point => [point.ts, point]));
    const last = this.#points.length ? this.#points[this.#points.length - 1].ts : Date.now() / 1000 | 0;
    const first = this.#points.length ? this.#points[0].ts : last;
    const seconds = [];
    for (let ts = first; ts <= last; ts++) {
      seconds.push(ts);
    }
    // A second without a row, or without a price, breaks the line.
    const column = name => seconds.map(ts => bySecond.get(ts)?.[name] ?? null);
    return [seconds, column('ask'), column('bid'), column('mid')];
  }

  #options() {
    const { accent, band, muted, line } = this.#colours;
    const font = '11px system-ui, sans-serif';
    const axis = { stroke: muted, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const edge = { stroke: accent, width: 0.5, alpha: 0.55, points: { show: false } };
    return {
      ...this.#size(),
      padding: [10, 8, 0, 20],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { setScale: false, x: false, y: false },
        points: { show: false },
      },
      scales: {
        x: { time: true, range: (u, min, max) => [max - Math.min(Math.max(max - min, FEWEST_SECONDS), MOST_SECONDS), max + 1] },
        y: { range: () => this.#priceRange() },
      },
      axes: [
        { ...axis, size: 30, space: 70, values: (u, ticks) => ticks.map(tick => this.#tick(tick, ticks)) },
        { ...axis, side: 1, size: u => this.#axisWidth(), gap: 6, values: (u, ticks) => this.#numbers(ticks) },
      ],
      series: [
        {},
        edge,
        edge,
        { stroke: accent, width: 1.75, points: { show: false } },
      ],
      bands: [{ series: [1, 2], fill: band }],
      hooks: {
        drawClear: [u => this.#shadeIncomplete(u)],
        draw: [u => this.#markTrades(u)],
        setCursor: [u => this.#point(u)],
      },
    };
  }

  #tick(tick, ticks) {
    const wholeMinutes = ticks.every(one => one % 60 === 0);
    return wholeMinutes ? this.#times.minute(tick * 1000) : this.#times.clock(tick * 1000);
  }

  #axisWidth() {
    const longest = Math.max(...this.#points.slice(-1).map(point => this.#numbers([point.ask ?? point.close ?? 0])[0].length), 5);
    return 16 + longest * 6.6;
  }

  #priceRange() {
    let min = Infinity;
    let max = -Infinity;
    for (const point of this.#points) {
      for (const price of [point.bid, point.ask, point.mid, point.low, point.high]) {
        if (price !== null) {
          min = Math.min(min, price);
          max = Math.max(max, price);
        }
      }
    }
    if (min > max) {
      return [0, 1];
    }
    const margin = (max - min) * 0.08 || max * 0.0005 || 1;
    return [min - margin, max + margin];
  }

  #shadeIncomplete(u) {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    ctx.save();
    for (let i = 0; i < this.#points.length; i++) {
      if (this.#points[i].row.complete) {
        continue;
      }
      const from = this.#points[i].ts - 1;
      while (i + 1 < this.#points.length && !this.#points[i + 1].row.complete) {
        i++;
      }
      const x = Math.max(left, u.valToPos(from, 'x', true));
      const end = Math.min(left + width, u.valToPos(this.#points[i].ts, 'x', true));
      ctx.fillStyle = this.#colours.shade;
      ctx.fillRect(x, top, end - x, height);
      ctx.fillStyle = this.#colours.warning;
      ctx.fillRect(x, top + height - 3 * devicePixelRatio, end - x, 3 * devicePixelRatio);
    }
    ctx.restore();
  }

  #markTrades(u) {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    // Three hundred seconds have to find room side by side.
    const room = Math.min(1, width / devicePixelRatio / 900);
    const most = Math.max(...this.#points.map(point => point.volume ?? 0), Number.MIN_VALUE);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.globalAlpha = 0.7;
    for (const point of this.#points) {
      if (point.close === null) {
        continue;
      }
      const colour = point.row.last_trade_side === 'BID' ? this.#colours.buy : this.#colours.sell;
      const x = u.valToPos(point.ts, 'x', true);
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.lineWidth = devicePixelRatio;
      ctx.beginPath();
      ctx.moveTo(x, u.valToPos(point.low, 'y', true));
      ctx.lineTo(x, u.valToPos(point.high, 'y', true));
      ctx.stroke();
      ctx.beginPath();
      const radius = (1 + 2.6 * Math.sqrt(point.volume / most)) * room;
      ctx.arc(x, u.valToPos(point.close, 'y', true), Math.max(radius, 0.9) * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }

  #point(u) {
    const ts = u.cursor.idx === null || u.cursor.left < 0 ? null : u.data[0][u.cursor.idx];
    this.#readout(this.#points.find(point => point.ts === ts)?.row ?? null);
  }

  #size() {
    const width = this.#element.clientWidth || 600;
    return { width, height: width < PHONE ? 220 : 300 };
  }

  #resize() {
    const size = this.#size();
    if (this.#plot !== null && this.#plot.width !== size.width) {
      this.#plot.setSize(size);
    }
  }
}

function number(text) {
  return text === null || text === undefined ? null : Number(text);
}
