// The site's power: what was metered, what is planned, and what it must stay below.

import * as format from './format.js';
import { Chart, between, held, joined, seconds, stepped } from './chart.js';
import { depot } from './store.js';

class PowerChart extends Chart {
  title = 'Power of the site';

  describe() {
    const f = this.state.figures;
    return `${this.title}: now ${format.kw(f.siteKw)} kW of at most ${format.kw(f.siteLimitKw)} kW. Arrow keys read other times.`;
  }

  lines() {
    const lines = [
      { label: 'site', unit: 'kW', colour: 'sum', width: 2.5, or: 1, format: format.kw },
      { label: 'site, planned', unit: 'kW', colour: 'plan', width: 2, dash: [7, 4], steps: true, format: format.kw },
      { label: 'fleet', unit: 'kW', colour: 'site', width: 1.4, format: format.kw },
      { label: 'fleet, planned', unit: 'kW', colour: 'site', width: 1.4, dash: [4, 3], steps: true, format: format.kw },
      { label: 'other loads', unit: 'kW', colour: 'base', width: 1, fill: '33', steps: true, format: format.kw },
      { label: 'limit', unit: 'kW', colour: 'limit', width: 2, steps: true },
      { label: 'connection', unit: 'kW', colour: 'limit', width: 1, dash: [2, 3], steps: true },
      { label: 'peak this month', unit: 'kW', colour: 'quiet', width: 1, dash: [6, 3, 1, 3] },
      { label: 'price', unit: 'EUR/kWh', colour: 'price', width: 1.2, dash: [2, 2], steps: true, scale: 'price', format: format.eurPerKwh },
    ];
    if (this.hasAttribute('brief')) {
      return lines.map((line) => ({ ...line, quiet: line.quiet || !['site', 'site, planned', 'fleet', 'limit'].includes(line.label) }));
    }
    const pv = this.state && Math.max(...this.state.conditions.pvKw, ...(depot.past?.pvKw ?? [0])) > 0;
    return pv ? [...lines, { label: 'PV', unit: 'kW', colour: 'pv', width: 1.4, steps: true, format: format.kw }] : lines;
  }

  data() {
    const { state, history } = depot;
    const c = conditions();
    const other = (x) => {
      const t = Math.max(0, Math.min(c.baseLoadKw.length - 1, Math.floor((x - seconds(c.start)) / c.stepSeconds)));
      return c.baseLoadKw[t] - c.pvKw[t];
    };
    const x = history.map((p) => seconds(p.at));
    const now = seconds(state.now);
    const metered = [x, history.map((p, i) => p.powerKw + other(x[i]))];
    const fleet = [x, history.map((p) => p.powerKw)];
    const planned = (name) => (state.plan ? stepped(state.plan.start, state.plan.stepSeconds, state.plan[name]) : [[now], [null]]);
    const cond = (name) => stepped(c.start, c.stepSeconds, c[name]);
    const level = (kw) => [[seconds(c.start), seconds(c.start) + c.stepSeconds * c.baseLoadKw.length], [kw, kw]];
    const tables = [
      metered, planned('siteKw'), fleet, planned('fleetKw'), cond('baseLoadKw'), cond('importLimitKw'),
      level(state.figures.connectionKw), level(state.figures.peakKw), cond('importEurPerKwh'),
    ];
    if (this.lines().length > tables.length) tables.push(cond('pvKw'));
    return joined(tables, [between, held, between, held, held, held, held, held, held, held]);
  }

  axes() {
    return [
      this.timeAxis(),
      this.valueAxis((v) => format.kwh(v)),
      this.valueAxis((v) => v.toFixed(2), { scale: 'price', side: 1, size: 44, grid: { show: false } }),
    ];
  }
}
customElements.define('power-chart', PowerChart);

/** The conditions of the past, as far as they are known, before those from now on. */
function conditions() {
  const { past, state: { conditions: coming } } = depot;
  if (!past || past.stepSeconds !== coming.stepSeconds) return coming;
  const steps = Math.round((seconds(coming.start) - seconds(past.start)) / past.stepSeconds);
  if (steps <= 0) return coming;
  const whole = (name) => {
    const known = past[name].slice(0, steps);
    while (known.length < steps) known.push(known.at(-1) ?? coming[name][0]);
    return [...known, ...coming[name]];
  };
  return {
    start: past.start,
    stepSeconds: past.stepSeconds,
    importLimitKw: whole('importLimitKw'),
    baseLoadKw: whole('baseLoadKw'),
    pvKw: whole('pvKw'),
    importEurPerKwh: whole('importEurPerKwh'),
  };
}
