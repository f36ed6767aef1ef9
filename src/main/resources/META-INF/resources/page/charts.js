// The two charts: what was, what is, and what is planned, on one time axis.

import uPlot from 'uplot';
import * as format from './format.js';

const PAST_SECONDS = 12 * 3600;
const FUTURE_SECONDS = 24 * 3600;
const HEIGHT = 270;
const PRICE_AXIS = 64;

const seconds = (at) => new Date(at).getTime() / 1000;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** @param {string} css a hex colour @param {string} alpha two hex digits */
const faint = (css, alpha) => css + alpha;

function times(start, stepSeconds, count) {
  const first = seconds(start);
  return Array.from({ length: count }, (_, i) => first + i * stepSeconds);
}

/** Values of intervals as a stepped line that ends with its last interval. */
function stepped(start, stepSeconds, values) {
  return [times(start, stepSeconds, values.length + 1), [...values, values.at(-1)]];
}

export class Charts {
  #corridor = null;
  #power = null;
  #state = null;
  #history = [];
  #past = null;
  #drawn = 0;

  constructor(corridorPlace, powerPlace) {
    this.places = { corridor: corridorPlace, power: powerPlace };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#build());
    new ResizeObserver(() => {
      this.#corridor?.setSize(this.#size(this.places.corridor));
      this.#power?.setSize(this.#size(this.places.power));
    }).observe(corridorPlace);
  }

  /** @param {object[]} points cycles of the past, oldest first @param {object} conditions of the past */
  past(points, conditions) {
    this.#history = points;
    this.#past = conditions;
    this.#drawn = 0;
  }

  /** Takes a cycle; draws at most once a second. */
  cycle(state) {
    this.#state = state;
    const present = state.corridor.present;
    if (!this.#history.length || seconds(present.at) > seconds(this.#history.at(-1).at)) this.#history.push(present);
    const oldest = seconds(state.now) - PAST_SECONDS;
    while (this.#history.length && seconds(this.#history[0].at) < oldest) this.#history.shift();
    if (Date.now() - this.#drawn < 1000) return;
    this.#drawn = Date.now();
    if (!this.#corridor) this.#build();
    this.#corridor.setData(this.#corridorData());
    this.#power.setData(this.#powerData());
  }

  #build() {
    if (!this.#state) return;
    this.#corridor?.destroy();
    this.#power?.destroy();
    this.#corridor = new uPlot(this.#corridorOptions(), this.#corridorData(), this.places.corridor);
    this.#power = new uPlot(this.#powerOptions(), this.#powerData(), this.places.power);
  }

  #size(place) {
    return { width: Math.max(280, place.clientWidth), height: HEIGHT };
  }

  #window() {
    const now = seconds(this.#state.now);
    const first = this.#history.length ? seconds(this.#history[0].at) : now;
    const end = Math.min(now + FUTURE_SECONDS, seconds(this.#state.corridor.start)
      + this.#state.corridor.stepSeconds * (this.#state.corridor.upperKwh.length - 1));
    return [Math.max(now - PAST_SECONDS, Math.min(first, now - 1800)), end];
  }

  #corridorData() {
    const { corridor, plan } = this.#state;
    const past = [
      this.#history.map((p) => seconds(p.at)),
      this.#history.map((p) => p.upperKwh),
      this.#history.map((p) => p.lowerKwh),
      this.#history.map((p) => p.sumKwh),
    ];
    const ahead = [
      times(corridor.start, corridor.stepSeconds, corridor.upperKwh.length),
      corridor.upperKwh,
      corridor.lowerKwh,
    ];
    const now = seconds(this.#state.now);
    const planned = plan ? [times(plan.start, plan.stepSeconds, plan.sumKwh.length), plan.sumKwh] : [[now], [null]];
    return joined([past, ahead, planned], between);
  }

  #powerData() {
    const { conditions, plan } = this.#state;
    const now = seconds(this.#state.now);
    const c = this.#withPast(conditions);
    const metered = [this.#history.map((p) => seconds(p.at)), this.#history.map((p) => p.powerKw)];
    const limit = stepped(c.start, c.stepSeconds, c.importLimitKw);
    const base = stepped(c.start, c.stepSeconds, c.baseLoadKw);
    const price = stepped(c.start, c.stepSeconds, c.importEurPerKwh);
    const fleet = plan ? stepped(plan.start, plan.stepSeconds, plan.fleetKw) : [[now], [null]];
    const site = plan ? stepped(plan.start, plan.stepSeconds, plan.siteKw) : [[now], [null]];
    return joined([metered, fleet, site, limit, base, price], before);
  }

  /** The conditions of the past, as far as they are known, before those from now on. */
  #withPast(conditions) {
    const past = this.#past;
    if (!past || past.stepSeconds !== conditions.stepSeconds) return conditions;
    const before = Math.round((seconds(conditions.start) - seconds(past.start)) / past.stepSeconds);
    if (before <= 0) return conditions;
    const whole = (name) => {
      const known = past[name].slice(0, before);
      while (known.length < before) known.push(known.at(-1) ?? conditions[name][0]);
      return [...known, ...conditions[name]];
    };
    return {
      start: past.start,
      stepSeconds: past.stepSeconds,
      importLimitKw: whole('importLimitKw'),
      baseLoadKw: whole('baseLoadKw'),
      importEurPerKwh: whole('importEurPerKwh'),
    };
  }

  #corridorOptions() {
    const band = colour('band');
    const edge = { width: 1, points: { show: false }, value: (u, v) => unit(v, 'kWh') };
    return {
      ...this.#common(this.places.corridor),
      padding: [null, PRICE_AXIS, null, null], // so that both charts have the same time axis
      series: [
        this.#timeSeries(),
        { ...edge, label: 'upper bound', stroke: faint(band, 'cc') },
        { ...edge, label: 'lower bound', stroke: faint(band, 'cc') },
        { label: 'actual', stroke: colour('sum'), width: 2.5, points: { show: false }, value: (u, v) => unit(v, 'kWh') },
        { ...edge, label: 'upper bound ahead', stroke: faint(band, '99'), dash: [2, 3] },
        { ...edge, label: 'lower bound ahead', stroke: faint(band, '99'), dash: [2, 3] },
        { label: 'planned', stroke: colour('plan'), width: 2, dash: [7, 4], points: { show: false }, value: (u, v) => unit(v, 'kWh') },
      ],
      bands: [
        { series: [1, 2], fill: faint(band, '2e') },
        { series: [4, 5], fill: faint(band, '1a') },
      ],
      scales: { x: { time: true, range: () => this.#window() }, y: { range: fromZero } },
      axes: [this.#timeAxis(), this.#axis('kWh', (v) => format.kwh(v))],
      hooks: { draw: [(u) => this.#bandsAsked(u), (u) => this.#nowLine(u)] },
    };
  }

  #powerOptions() {
    const steps = uPlot.paths.stepped({ align: 1 });
    const line = { points: { show: false }, paths: steps, value: (u, v) => unit(v, 'kW') };
    return {
      ...this.#common(this.places.power),
      series: [
        this.#timeSeries(),
        { label: 'fleet, metered', stroke: colour('sum'), width: 2.5, points: { show: false }, value: (u, v) => unit(v, 'kW') },
        { ...line, label: 'fleet, planned', stroke: colour('plan'), width: 2, dash: [7, 4] },
        { ...line, label: 'site, planned', stroke: colour('site'), width: 1.2 },
        { ...line, label: 'site limit', stroke: colour('limit'), width: 2 },
        { ...line, label: 'other loads', stroke: colour('base'), width: 1, fill: faint(colour('base'), '33') },
        {
          ...line,
          label: 'price',
          scale: 'price',
          stroke: colour('price'),
          width: 1.2,
          dash: [2, 2],
          value: (u, v) => (v == null ? '–' : `${format.eurPerKwh(v)} EUR/kWh`),
        },
      ],
      scales: { x: { time: true, range: () => this.#window() }, y: { range: fromZero }, price: { range: priceRange } },
      axes: [
        this.#timeAxis(),
        this.#axis('kW', (v) => format.kwh(v)),
        { ...this.#axis('EUR/kWh', (v) => v.toFixed(2)), scale: 'price', side: 1, size: PRICE_AXIS - 18, grid: { show: false } },
      ],
      hooks: { draw: [(u) => this.#nowLine(u)] },
    };
  }

  #common(place) {
    return {
      ...this.#size(place),
      tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), format.zoneName()),
      cursor: { sync: { key: 'corridor' }, drag: { x: false, y: false } },
      legend: { live: true },
    };
  }

  #timeSeries() {
    return { label: 'time', value: (u, v) => (v == null ? '–' : format.timeNear(v * 1000, this.#state.now)) };
  }

  #timeAxis() {
    return {
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { stroke: colour('line'), width: 1 },
      values: [
        [3600 * 24, '{WWW} {D}', null, null, null, null, null, null, 1],
        [3600, '{HH}:{mm}', '\n{WWW} {D}', null, '\n{WWW} {D}', null, null, null, 1],
        [60, '{HH}:{mm}', '\n{WWW} {D}', null, '\n{WWW} {D}', null, null, null, 1],
      ],
    };
  }

  #axis(label, values) {
    return {
      label,
      labelSize: 18,
      labelFont: '12px system-ui, sans-serif',
      size: 58,
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { stroke: colour('line'), width: 1 },
      values: (u, splits) => splits.map((v) => (v == null ? '' : values(v))),
    };
  }

  #nowLine(u) {
    const x = Math.round(u.valToPos(seconds(this.#state.now), 'x', true));
    const { ctx } = u;
    ctx.save();
    ctx.strokeStyle = colour('ink');
    ctx.fillStyle = colour('ink');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, u.bbox.top);
    ctx.lineTo(x, u.bbox.top + u.bbox.height);
    ctx.stroke();
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'top';
    ctx.fillText('now', x + 4 * devicePixelRatio, u.bbox.top + 2 * devicePixelRatio);
    ctx.restore();
  }

  /** Bands asked for from outside: a frame from lower to upper over their window. */
  #bandsAsked(u) {
    const [first, end] = this.#window();
    const { ctx } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    ctx.clip();
    for (const request of this.#state.requests ?? []) {
      if (request.kind !== 'SUM_SOC_BAND') continue;
      const left = u.valToPos(Math.max(first, seconds(request.from)), 'x', true);
      const right = u.valToPos(Math.min(end, seconds(request.to)), 'x', true);
      const top = u.valToPos(request.upperKwh, 'y', true);
      const bottom = u.valToPos(request.lowerKwh, 'y', true);
      if (right <= left) continue;
      ctx.strokeStyle = colour('limit');
      ctx.fillStyle = colour('limit');
      ctx.lineWidth = 1.5 * devicePixelRatio;
      ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.strokeRect(left, top, right - left, bottom - top);
      ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
      ctx.textAlign = 'left';
      ctx.textBaseline = 'bottom';
      ctx.fillText(request.id, left, top - 2 * devicePixelRatio);
    }
    ctx.restore();
  }
}

/** One time axis for all tables; in the gaps that arise inside a series stands what `fill` says, so that a cursor reads it. */
function joined(tables, fill) {
  const [x, ...series] = uPlot.join(tables);
  for (const values of series) {
    let last = -1;
    for (let i = 0; i < values.length; i++) {
      if (values[i] === undefined) continue;
      if (last >= 0) for (let gap = last + 1; gap < i; gap++) values[gap] = fill(x, values, last, gap, i);
      last = i;
    }
  }
  return [x, ...series];
}

const before = (x, values, last) => values[last];
const between = (x, values, last, gap, next) =>
  values[last] == null || values[next] == null
    ? null
    : values[last] + ((values[next] - values[last]) * (x[gap] - x[last])) / (x[next] - x[last]);

const unit = (value, name) => (value == null ? '–' : `${format.kwh(value)} ${name}`);
const fromZero = (u, min, max) => [Math.min(0, min ?? 0), Math.max(10, (max ?? 0) * 1.08)];
const priceRange = (u, min, max) => [Math.min(0, min ?? 0), Math.max(0.05, (max ?? 0) * 1.6)];
