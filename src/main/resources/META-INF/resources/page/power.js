// The site's power beside its limits, and what the limits cost.

import './power-chart.js';
import { figure } from './overview.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { FREQUENCY, limit } from './words.js';

class Power extends Part {
  render() {
    const { state } = this;
    if (!state) return html`<h1 class="verdict loading" tabindex="-1">Asking the depot …</h1>`;
    const f = state.figures;
    const peakCosts = f.demandChargeEurPerKw > 0 ? `${format.eur(f.demandChargeEurPerKw)} EUR per kW` : 'no demand charge';
    return html`
      <h1 class="view" tabindex="-1">Power</h1>
      <dl class="figures" aria-label="Power now">
        ${figure('site-now', 'Site', format.kw(f.siteKw), 'kW', `limit ${format.kwh(f.siteLimitKw)} kW${f.siteLimitKw < f.connectionKw ? ' by request' : ''}`, f.siteKw > f.siteLimitKw + 0.5 ? 'bad' : '', f.siteKw / (f.siteLimitKw || 1))}
        ${figure('fleet-now', 'Fleet, metered', format.kw(f.fleetKw), 'kW', `${format.kw(Math.max(0, f.siteLimitKw - f.siteKw))} kW left below the limit`)}
        ${figure('base-now', 'Other loads', format.kw(f.baseLoadKw), 'kW', f.pvKw > 0 ? `PV ${format.kw(f.pvKw)} kW` : 'no PV now')}
        ${figure('peak', 'Peak this month', format.kw(f.peakKw), 'kW', peakCosts)}
        ${figure('connection-kw', 'Connection', format.kwh(f.connectionKw), 'kW', 'by contract')}
      </dl>
      <section class="panel" aria-labelledby="power-title">
        <h2 id="power-title">Metered and planned</h2>
        <power-chart .height=${360}></power-chart>
      </section>
      ${this.#frequency()}
      <section class="panel" aria-labelledby="worth-title">
        <h2 id="worth-title">What limits cost</h2>
        ${this.#worth()}
      </section>`;
  }

  /** Only where a response is set up. */
  #frequency() {
    const { frequency: f, now } = this.state;
    if (!f) return nothing;
    const [level, word] = FREQUENCY[f.state] ?? ['', f.state.toLowerCase()];
    return html`<section class="panel" aria-labelledby="frequency-title" id="frequency">
      <h2 id="frequency-title">Frequency response <span class="chip" data-state=${level}>${word}</span></h2>
      <p class="lead">${format.local(f.reason, now)}</p>
      <dl class="figures" aria-label="Frequency response">
        ${figure('hz', 'Grid frequency', f.hz == null ? '–' : format.decimal(f.hz, 3), 'Hz', f.measuredAt ? `measured ${format.timeNear(f.measuredAt, now)}` : '')}
        ${figure('frequency-asked', 'Asked for', format.signed(f.askedKw), 'kW', 'import against the plan')}
        ${figure('frequency-given', 'Given', format.signed(f.givenKw), 'kW', "by this cycle's setpoints")}
        ${figure('frequency-callable', 'Callable', `−${format.kw(f.upKw)} to +${format.kw(f.downKw)}`, 'kW', 'every departure and limit kept')}
      </dl></section>`;
  }

  #worth() {
    const worth = this.state.plan?.worth ?? [];
    if (!worth.length) return html`<p class="empty">No limit costs anything in the present plan.</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="worth-title"><table class="stacked">
      <thead><tr><th scope="col">Limit</th><th scope="col">Binds</th><th scope="col" class="number">10 kW more would save</th></tr></thead>
      <tbody>${worth.map((w) => html`<tr><th scope="row">${limit(w.limit)}</th>
        <td class="nowrap" data-label="Binds">${format.timeNear(w.from, this.state.now)} – ${format.timeNear(w.to, this.state.now)}</td>
        <td class="number" data-label="10 kW more would save">${format.eur(w.eurPerKw * 10)} EUR</td></tr>`)}</tbody></table></div>
      <p class="note">By the plan's shadow prices, to its end: exact for the first kilowatts. <a href="#/what-if">What if</a> solves it anew.</p>${nothing}`;
  }
}
customElements.define('depot-power', Power);
