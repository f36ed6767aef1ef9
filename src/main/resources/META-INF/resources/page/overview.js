// Will every vehicle be ready, what is the fleet doing now, what is the room left.

import { byDeparture } from './departures.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { PLAN, limit, many, saves, tryIt } from './words.js';

class Overview extends Part {
  #charts = false;

  /** Words and numbers first: the charts' library follows when they have been seen. */
  updated() {
    if (this.#charts || !this.state) return;
    this.#charts = true;
    requestAnimationFrame(() => setTimeout(() => Promise.all([import('./corridor-chart.js'), import('./power-chart.js')])
      .catch(() => { this.#charts = false; }))); // tried again with the next cycle
  }

  render() {
    const { state } = this;
    if (!state) return html`<h1 class="verdict loading" tabindex="-1">Asking the depot …</h1>`;
    if (!state.figures.vehicles) return this.#nothing();
    return html`
      ${this.#verdict()}
      <dl class="figures" aria-label="Key figures">${this.#figures()}</dl>
      <div class="columns">
        <section class="panel" aria-labelledby="departures-title">
          <h2 id="departures-title">Departures</h2>
          <departure-board></departure-board>
        </section>
        <div class="stack">
          <section class="panel" aria-labelledby="corridor-title">
            <h2 id="corridor-title">Corridor <span class="unit">energy in the plugged-in vehicles</span></h2>
            <corridor-chart .height=${250}></corridor-chart>
          </section>
          <section class="panel" aria-labelledby="site-power-title">
            <h2 id="site-power-title">Power <span class="unit">of the site and its fleet</span></h2>
            <power-chart brief .height=${200}></power-chart>
          </section>
        </div>
      </div>`;
  }

  #nothing() {
    return html`<section class="panel empty-depot"><h1 tabindex="-1">No depot is registered yet</h1>
      <p>Register stations and vehicles by <code>PUT /api/depot</code>, or take over a SpiceEV scenario by
        <code>POST /api/depot/spiceev</code>. <a href="q/swagger-ui">The API with examples</a></p></section>`;
  }

  #verdict() {
    const vehicles = Object.values(this.state.vehicles);
    const short = vehicles.filter((v) => v.outlook === 'SHORT').sort(byDeparture);
    const doubtful = vehicles.filter((v) => v.outlook === 'DOUBTFUL').length;
    const due = vehicles.filter((v) => v.departure).length;
    const first = short[0];
    const level = short.length ? 'bad' : doubtful ? 'warn' : 'good';
    const text = !due
      ? 'No departure is planned.'
      : short.length
        ? `${many(short.length, 'vehicle')} of ${due} will not be ready.`
        : doubtful
          ? `All ${due} vehicles should be ready, ${doubtful} of them doubtful.`
          : `All ${due} vehicles will be ready.`;
    return html`<div class="verdict" data-level=${level}>
      <h1 tabindex="-1">${text}</h1>
      ${first ? html`<p>${first.id} misses ${format.kwh(first.shortfallKwh)} kWh${first.departure ? ` at ${format.timeNear(first.departure, this.state.now)}` : ''}: ${format.local(first.reason, this.state.now)}.</p>` : nothing}
      ${this.#worth()}
    </div>`;
  }

  #worth() {
    const worth = this.state.plan?.worth?.[0];
    if (!worth || worth.eurPerKw * 10 < 0.5) return nothing;
    const now = this.state.now;
    return html`<p class="quiet">${saves(worth, `at ${limit(worth.limit)}`, now)}.${tryIt(worth.limit)}</p>`;
  }

  #figures() {
    const { state } = this;
    const f = state.figures;
    const inside = f.sumKwh >= f.lowerKwh - 0.5 && f.sumKwh <= f.upperKwh + 0.5;
    const planned = plannedNow(state);
    const next = nextPrice(state);
    const { plan } = state;
    const age = plan?.plannedAt ? format.span((Date.parse(state.now) - Date.parse(plan.plannedAt)) / 1000) : '';
    return [
      figure('sum', 'In the vehicles', format.kwh(f.sumKwh), 'kWh',
        `${inside ? 'corridor' : 'outside'} ${format.kwh(f.lowerKwh)}–${format.kwh(f.upperKwh)}`, inside ? '' : 'bad',
        (f.sumKwh - f.lowerKwh) / (f.upperKwh - f.lowerKwh || 1)),
      figure('fleet', 'Fleet power', format.kw(f.fleetKw), 'kW', planned == null ? '' : `planned ${format.kw(planned)} kW`, '',
        f.fleetKw / (f.siteLimitKw || 1)),
      figure('site', 'Site power', format.kw(f.siteKw), 'kW', `limit ${format.kwh(f.siteLimitKw)} kW`,
        f.siteKw > f.siteLimitKw + 0.5 ? 'bad' : '', f.siteKw / (f.siteLimitKw || 1)),
      figure('vehicles', 'Plugged in', `${f.pluggedIn} of ${f.vehicles}`, '', `${f.connected} of ${f.stations} EVSEs connected`,
        f.connected < f.stations ? 'warn' : '', f.pluggedIn / (f.vehicles || 1)),
      figure('price', 'Price', format.eurPerKwh(f.importEurPerKwh), 'EUR/kWh',
        next ? `${format.eurPerKwh(next.price)} from ${format.timeNear(next.at, state.now)}` : ''),
      figure('plan', 'Plan', plan ? PLAN[plan.status] : 'none', '',
        plan ? `${format.eur(plan.objectiveEur)} EUR, ${age} old` : '', !plan || plan.status === 'FALLBACK' ? 'warn' : ''),
    ];
  }
}
customElements.define('depot-overview', Overview);

export function figure(id, name, value, unit, note, level = '', share = null) {
  return html`<div class="figure" id="figure-${id}" data-level=${level}>
    <dt>${name}</dt><dd><b>${value}</b> <span class="unit">${unit}</span></dd>
    <dd class="meter" aria-hidden="true" ?hidden=${share == null} style="--share:${Math.max(0, Math.min(1, share ?? 0)).toFixed(3)}"></dd>
    <dd class="note">${note}</dd></div>`;
}

function plannedNow({ now, plan }) {
  if (!plan) return null;
  return plan.fleetKw[Math.floor((Date.parse(now) - Date.parse(plan.start)) / 1000 / plan.stepSeconds)] ?? null;
}

function nextPrice({ now, conditions }) {
  const first = Math.max(0, Math.floor((Date.parse(now) - Date.parse(conditions.start)) / 1000 / conditions.stepSeconds));
  const prices = conditions.importEurPerKwh;
  for (let t = first + 1; t < prices.length; t++) {
    if (Math.abs(prices[t] - prices[first]) > 1e-4) {
      return { price: prices[t], at: new Date(Date.parse(conditions.start) + t * conditions.stepSeconds * 1000) };
    }
  }
  return null;
}
