// The corridor of the summed state of charge: what was, what is, what is planned, and what is asked for.

import * as format from './format.js';
import { Chart, between, colour, held, joined, label, seconds, stepped, times } from './chart.js';
import { depot } from './store.js';

const dpr = () => devicePixelRatio;

class CorridorChart extends Chart {
  title = 'Corridor of the summed state of charge';
  hint = 'choose an instant to come to see which vehicles make the bounds';

  describe() {
    const f = this.state.figures;
    return `${this.title}: now ${format.kwh(f.sumKwh)} kWh between ${format.kwh(f.lowerKwh)} and ${format.kwh(f.upperKwh)} kWh. Arrow keys read other times, Enter shows the vehicles.`;
  }

  lines() {
    return [
      { label: 'upper bound', unit: 'kWh', colour: 'band', width: 1, alpha: 'cc', or: 4 },
      { label: 'actual', unit: 'kWh', colour: 'sum', width: 2.5 },
      { label: 'planned', unit: 'kWh', colour: 'plan', width: 2, dash: [7, 4] },
      { label: 'lower bound', unit: 'kWh', colour: 'band', width: 1, alpha: 'cc', or: 2 },
      { label: 'upper bound ahead', unit: 'kWh', colour: 'band', width: 1, alpha: 'cc', dash: [2, 3], quiet: true },
      { label: 'lower bound ahead', unit: 'kWh', colour: 'band', width: 1, alpha: 'cc', dash: [2, 3], quiet: true },
      { label: 'price', unit: 'EUR/kWh', colour: 'price', width: 0, scale: 'price', format: format.eurPerKwh },
      { label: 'core, most', unit: 'kWh', colour: 'limit', width: 1, alpha: '99', dash: [2, 3], quiet: !this.state?.corridor.coreUpperKwh },
      { label: 'core, least', unit: 'kWh', colour: 'limit', width: 1, alpha: '99', dash: [2, 3], quiet: !this.state?.corridor.coreUpperKwh },
    ];
  }

  bands() {
    return [
      { series: [1, 4], fill: `${colour('band')}33` },
      { series: [5, 6], fill: `${colour('band')}1c` },
      { series: [5, 8], fill: `${colour('limit')}2e` }, // kept for requests: the core is what remains between
      { series: [9, 6], fill: `${colour('limit')}2e` },
    ];
  }

  data() {
    const { state, history } = depot;
    const { corridor, plan, conditions } = state;
    const now = seconds(state.now);
    const past = [
      history.map((p) => seconds(p.at)), history.map((p) => p.upperKwh), history.map((p) => p.sumKwh),
    ];
    const planned = plan ? [times(plan.start, plan.stepSeconds, plan.sumKwh.length), plan.sumKwh] : [[now], [null]];
    const pastLower = [history.map((p) => seconds(p.at)), history.map((p) => p.lowerKwh)];
    const ahead = [times(corridor.start, corridor.stepSeconds, corridor.upperKwh.length), corridor.upperKwh, corridor.lowerKwh];
    const price = stepped(conditions.start, conditions.stepSeconds, conditions.importEurPerKwh);
    const core = corridor.coreUpperKwh ? [ahead[0], corridor.coreUpperKwh, corridor.coreLowerKwh] : [[now], [null], [null]];
    return joined([past, planned, pastLower, ahead, price, core], [between, between, between, between, between, between, held, between, between]);
  }

  axes() {
    return [this.timeAxis(), this.valueAxis((v) => format.kwh(v))];
  }

  /** Requests' windows behind everything, prices as a strip along the bottom: dear is dark. */
  under(u) {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    const { conditions, requests = [] } = this.state;
    const prices = conditions.importEurPerKwh;
    const least = Math.min(...prices);
    const spread = Math.max(...prices) - least || 1;
    ctx.fillStyle = colour('price');
    for (let t = 0; t < prices.length;) {
      let end = t + 1;
      while (end < prices.length && Math.abs(prices[end] - prices[t]) < 1e-6) end++;
      const from = Math.round(u.valToPos(seconds(conditions.start) + t * conditions.stepSeconds, 'x', true));
      const to = Math.round(u.valToPos(seconds(conditions.start) + end * conditions.stepSeconds, 'x', true));
      ctx.globalAlpha = 0.12 + 0.78 * ((prices[t] - least) / spread);
      ctx.fillRect(from, top + height - 7 * dpr(), to - from, 7 * dpr());
      t = end;
    }
    ctx.globalAlpha = 1;
    let row = 0;
    for (const request of requests) {
      if (request.kind === 'SUM_SOC_BAND' || request.id.startsWith('frequency-')) continue; // held all the time: the core shows it
      const from = u.valToPos(seconds(request.from), 'x', true);
      const to = u.valToPos(seconds(request.to), 'x', true);
      if (to < left || from > left + width) continue;
      ctx.fillStyle = `${colour('limit')}1f`;
      ctx.fillRect(from, top, to - from, height);
      label(u, request.id, Math.max(left, from) + 4 * dpr(), top + (4 + 14 * (row++ % 3)) * dpr(), { colour: 'limit' });
    }
    ctx.restore();
  }

  /** Bands asked for: a frame from lower to upper over their window. */
  over(u) {
    const { ctx } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    ctx.clip();
    for (const request of this.state.requests ?? []) {
      if (request.kind !== 'SUM_SOC_BAND') continue;
      const from = u.valToPos(seconds(request.from), 'x', true);
      const to = u.valToPos(seconds(request.to), 'x', true);
      const high = u.valToPos(request.upperKwh, 'y', true);
      const low = u.valToPos(request.lowerKwh, 'y', true);
      ctx.strokeStyle = colour('limit');
      ctx.lineWidth = 1.5 * dpr();
      ctx.setLineDash([4 * dpr(), 3 * dpr()]);
      ctx.strokeRect(from, high, to - from, low - high);
      label(u, request.id, from, high - 2 * dpr(), { colour: 'limit', base: 'bottom' });
    }
    ctx.restore();
  }

  pick(at) {
    this.dispatchEvent(new CustomEvent('instant', { detail: at, bubbles: true }));
  }
}
customElements.define('corridor-chart', CorridorChart);
