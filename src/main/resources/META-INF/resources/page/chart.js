// A line chart over the depot's time: drawn by uPlot, read by pointer or keyboard, and there as a table too.

import uPlot from 'uplot';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { depot } from './store.js';

export const seconds = (at) => Date.parse(at) / 1000;
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function times(start, stepSeconds, count) {
  const first = seconds(start);
  return Array.from({ length: count }, (_, i) => first + i * stepSeconds);
}

/** Values of intervals as a stepped line that ends with its last interval. */
export const stepped = (start, stepSeconds, values) => [
  times(start, stepSeconds, values.length + 1), [...values, values.at(-1)],
];

/** One time axis for all tables; in the gaps that arise inside a series stands what `fill` says, so that a cursor reads it. */
export function joined(tables, fills) {
  const [x, ...series] = uPlot.join(tables.map((t) => (t[0].length ? t : [[seconds(depot.state.now)], ...t.slice(1).map(() => [null])])));
  series.forEach((values, s) => {
    let last = -1;
    for (let i = 0; i < values.length; i++) {
      if (values[i] === undefined) continue;
      if (last >= 0) for (let gap = last + 1; gap < i; gap++) values[gap] = fills[s](x, values, last, gap, i);
      last = i;
    }
  });
  return [x, ...series];
}

export const held = (x, values, last) => values[last];
export const between = (x, values, last, gap, next) =>
  values[last] == null || values[next] == null
    ? null
    : values[last] + ((values[next] - values[last]) * (x[gap] - x[last])) / (x[next] - x[last]);

export const steps = uPlot.paths.stepped({ align: 1 });

/** Past and coming hours that a chart shows; fewer where there is little room. */
const span = (width) => (width < 560 ? [6, 18] : [24, 24]);

/**
 * A chart's own part gives: `lines()` → [{label, unit, colour, width, dash, fill, steps, scale, format, quiet}], `data()` → columns as
 * uPlot has them, `axes()`, and if wanted `under(u)` and `over(u)` that draw on the canvas, `pick(at)` for a chosen instant.
 */
export class Chart extends Part {
  static pace = 1000;
  static properties = { _at: { state: true } };

  #plot = null;
  /** The instant that the keyboard has chosen, s; it stays when the window moves. */
  #held = null;
  #width = 0;
  #resize = null;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #rebuild = () => this.#build();
  #seen = true;
  #sight = new IntersectionObserver((entries) => {
    const seen = entries.at(-1).isIntersecting;
    if (seen && !this.#seen) this.requestUpdate();
    this.#seen = seen;
  });

  connectedCallback() {
    super.connectedCallback();
    this._at = null;
    this.#sight.observe(this);
    this.#dark.addEventListener('change', this.#rebuild);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#dark.removeEventListener('change', this.#rebuild);
    this.#sight.disconnect();
    this.#seen = true;
    this.#resize?.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
    this.#resize = null;
  }

  height = 270;
  under() {}
  over() {}
  bands() {
    return [];
  }
  hint = '';

  render() {
    if (!this.state) return html`<div class="chart-empty" style="height:${this.height + 40}px" aria-hidden="true"></div>`;
    return html`
      <dl class="readout">${this.#readout()}</dl>
      <div class="chart" tabindex="0" role="img" aria-label=${this.describe()} aria-keyshortcuts="ArrowLeft ArrowRight Enter"
        @keydown=${this.#key}></div>
      <p class="said" aria-live="polite"></p>
      <details class="as-table">
        <summary>As a table${this.hint ? html` <span class="quiet">· ${this.hint}</span>` : nothing}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="${this.title} as a table">${this.#table()}</div>
      </details>`;
  }

  #index() {
    const x = this.columns[0];
    const at = this._at ?? seconds(this.state.now);
    let i = 0;
    while (i + 1 < x.length && x[i + 1] <= at) i++;
    return i;
  }

  #readout() {
    const data = this.columns;
    const i = this.#index();
    const at = data[0][i] * 1000;
    return html`<div class="at"><dt>${this._at == null ? 'now' : 'at'}</dt>
        <dd>${format.timeNear(this._at == null ? this.state.now : at, this.state.now)}</dd></div>
      ${this.lines().map((line, s) => (line.quiet ? nothing : html`
        <div><dt><i class="swatch ${line.dash ? 'dash' : ''}" style="--c:var(--${line.colour})"></i>${line.label}</dt>
        <dd>${this.#value(line, this.#at(data, s + 1, i, line))} <span class="unit">${line.unit}</span></dd></div>`))}`;
  }

  /** Of series that end where others begin, whichever speaks about the instant. */
  #at(data, s, i, line) {
    const value = data[s][i];
    return value == null && line.or ? data[s + line.or][i] : value;
  }

  #value(line, value) {
    return value == null ? '–' : (line.format ?? format.kwh)(value);
  }

  #table() {
    if (!this.renderRoot.querySelector('.as-table')?.open) return nothing;
    const data = this.columns;
    const lines = this.lines().map((line, s) => ({ line, s: s + 1 })).filter(({ line }) => !line.quiet);
    const rows = [];
    let next = -Infinity;
    data[0].forEach((x, i) => {
      const [from, to] = this.window();
      if (x >= next && x >= from && x <= to) {
        rows.push(i);
        next = (Math.floor(x / 3600) + 1) * 3600;
      }
    });
    return html`<table><caption class="sr">${this.title}, hour by hour</caption>
      <thead><tr><th scope="col">Time</th>${lines.map(({ line }) => html`<th scope="col" class="number">${line.label} <span class="unit">${line.unit}</span></th>`)}</tr></thead>
      <tbody>${rows.map((i) => html`<tr><th scope="row">${format.timeNear(data[0][i] * 1000, this.state.now)}</th>
        ${lines.map(({ line, s }) => html`<td class="number">${this.#value(line, this.#at(data, s, i, line))}</td>`)}</tr>`)}</tbody></table>`;
  }

  firstUpdated() {
    this.addEventListener('toggle', () => this.requestUpdate(), true);
  }

  /** Out of sight nothing is drawn. */
  shouldUpdate() {
    return this.#seen || !this.#plot;
  }

  willUpdate(changes) {
    if (this.state && !(this.columns && changes.size === 1 && changes.has('_at'))) this.columns = this.data();
  }

  updated(changes) {
    if (!this.state) return;
    if (!this.#plot) this.#build();
    else if (!(changes.size === 1 && changes.has('_at'))) {
      this.#plot.setData(this.columns);
      if (this.#held !== null) requestAnimationFrame(() => this.#place());
    }
  }

  window() {
    const { state, history } = depot;
    const now = seconds(state.now);
    const [past, coming] = span(this.#width || this.clientWidth);
    const first = history.length ? seconds(history[0].at) : now;
    const end = Math.min(
      now + coming * 3600,
      seconds(state.corridor.start) + state.corridor.stepSeconds * (state.corridor.upperKwh.length - 1),
    );
    return [Math.max(now - past * 3600, Math.min(first, now - 1800)), end];
  }

  #build() {
    const place = this.renderRoot.querySelector('.chart');
    if (!place || !this.state) return;
    this.#plot?.destroy();
    this.#width = place.clientWidth;
    this.#plot = new uPlot(this.#options(place), this.columns, place);
    this.#resize ??= new ResizeObserver(() => {
      const width = place.clientWidth;
      if (this.#plot && width && width !== this.#width) {
        this.#width = width;
        this.#plot.setSize({ width, height: this.height });
      }
    });
    this.#resize.observe(place);
  }

  #options(place) {
    return {
      width: Math.max(240, place.clientWidth),
      height: this.height,
      padding: [10, 8, 0, 0],
      tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), format.zoneName()),
      cursor: { sync: { key: 'depot' }, drag: { x: false, y: false }, points: { size: 7 } },
      legend: { show: false },
      series: [{}, ...this.lines().map((line) => ({
        label: line.label,
        stroke: colour(line.colour) + (line.alpha ?? ''),
        width: line.width ?? 1.5,
        dash: line.dash,
        fill: line.fill ? colour(line.colour) + line.fill : undefined,
        paths: line.steps ? steps : undefined,
        scale: line.scale ?? 'y',
        points: { show: false },
      }))],
      bands: this.bands(),
      scales: { x: { time: true, range: () => this.window() }, y: { range: fromZero }, price: { range: priceRange } },
      axes: this.axes(),
      hooks: {
        drawAxes: [(u) => this.under(u)],
        draw: [(u) => this.over(u), (u) => this.#nowLine(u)],
        setCursor: [(u) => this.#hover(u)],
        ready: [(u) => {
          u.over.addEventListener('click', () => this.#choose());
          u.over.addEventListener('mousemove', () => { this.#held = null; });
        }],
      },
    };
  }

  #place() {
    if (this.#held !== null) this.#plot?.setCursor({ left: this.#plot.valToPos(this.#held, 'x'), top: 10 });
  }

  #hover(u) {
    if (this.#held !== null) return;
    const { left, idx } = u.cursor;
    const at = left == null || left < 0 || idx == null ? null : u.data[0][idx];
    if (at !== this._at) this._at = at;
  }

  #choose() {
    if (this._at != null) this.pick?.(new Date(this._at * 1000));
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      const quarter = 900;
      const [from, to] = this.window();
      const at = (this._at ?? seconds(this.state.now)) + step * quarter;
      const x = Math.min(to, Math.max(from, Math.round(at / quarter) * quarter));
      this.#held = x;
      this.#place();
      this._at = x;
      clearTimeout(this.saying);
      this.saying = setTimeout(() => this.#say(), 400);
    } else if (event.key === 'Enter') {
      event.preventDefault(); // else the same key presses the button that the panel focuses
      this.#choose();
    } else if (event.key === 'Escape') {
      this.#held = null;
      this.#plot.setCursor({ left: -10, top: -10 });
    }
  }

  #say() {
    const texts = [...this.renderRoot.querySelectorAll('.readout div')].map((d) => d.textContent.replace(/\s+/g, ' ').trim());
    this.renderRoot.querySelector('.said').textContent = texts.join(', ');
  }

  timeAxis() {
    return {
      ...axisLook(),
      values: [
        [3600 * 24, '{WWW} {D}', null, null, null, null, null, null, 1],
        [3600, '{HH}:{mm}', '\n{WWW} {D}', null, '\n{WWW} {D}', null, null, null, 1],
        [60, '{HH}:{mm}', '\n{WWW} {D}', null, '\n{WWW} {D}', null, null, null, 1],
      ],
    };
  }

  valueAxis(show, more = {}) {
    return { ...axisLook(), size: 52, values: (u, splits) => splits.map((v) => (v == null ? '' : show(v))), ...more };
  }

  #nowLine(u) {
    const x = Math.round(u.valToPos(seconds(this.state.now), 'x', true));
    const { ctx } = u;
    ctx.save();
    ctx.strokeStyle = colour('ink');
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, u.bbox.top);
    ctx.lineTo(x, u.bbox.top + u.bbox.height);
    ctx.stroke();
    ctx.restore();
  }
}

const axisLook = () => ({
  stroke: colour('quiet'),
  font: '12px system-ui, sans-serif',
  grid: { stroke: colour('line'), width: 1 },
  ticks: { stroke: colour('line'), width: 1, size: 4 },
});

const fromZero = (u, min, max) => [Math.min(0, min ?? 0), Math.max(10, (max ?? 0) * 1.12)];
const priceRange = (u, min, max) => [Math.min(0, min ?? 0), Math.max(0.05, (max ?? 0) * 1.6)];

/** Canvas text with the page's font. */
export function label(u, text, x, y, { colour: c = 'quiet', align = 'left', base = 'top', size = 11 } = {}) {
  const { ctx } = u;
  ctx.font = `${size * devicePixelRatio}px system-ui, sans-serif`;
  ctx.fillStyle = colour(c);
  ctx.textAlign = align;
  ctx.textBaseline = base;
  ctx.fillText(text, x, y);
}
