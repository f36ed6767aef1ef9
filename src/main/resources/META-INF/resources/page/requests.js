// What grid operators, or the depot itself, ask for: how each request stands, why, and what was delivered.

import { ask } from './api.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { asks } from './words.js';

const LEVEL = {
  RECEIVED: 'waiting', VALIDATED: 'waiting', ACCEPTED: 'good', PARTIALLY_ACCEPTED: 'waiting', REJECTED: 'bad', ACTIVE: 'busy',
  COMPLETED: 'good', FAILED: 'bad', EXPIRED: 'bad',
};

const from = (asked) => asked.from ?? asked.intervals[0].from;
const word = (state) => state.toLowerCase().replaceAll('_', ' ');

class GridRequests extends Part {
  static every = 3000;
  static properties = { _list: { state: true }, _problem: { state: true } };

  async load() {
    if (this.depot.connection === 'lost' && this._list) return; // what is known stays
    try {
      this._list = await ask('api/requests');
      this._problem = null;
    } catch (e) {
      this._problem = e.message;
    }
  }

  render() {
    if (!this.state || !(this._list || this._problem)) return html`<h1 class="verdict loading" tabindex="-1">Asking the depot …</h1>`;
    const list = [...(this._list ?? [])].sort((a, b) => from(b.asked).localeCompare(from(a.asked)));
    return html`
      <h1 class="view" tabindex="-1">Grid requests</h1>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      <section class="panel" aria-label="Requests">
        ${list.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Requests"><table id="requests" class="stacked">
          <thead><tr><th scope="col">Request</th><th scope="col">Asks for</th><th scope="col">Window</th><th scope="col">State and why</th>
            <th scope="col" class="number">Delivered <span class="unit">kWh</span></th></tr></thead>
          <tbody>${list.map((r) => this.#row(r))}</tbody>
        </table></div>` : html`<p class="empty">Nothing is asked for. Requests arrive over MQTT, REST and the operators' own protocols.</p>`}
      </section>`;
  }

  #row(r) {
    const now = this.state.now;
    const { asked, delivered } = r;
    const short = delivered && delivered.shortfallKwh > 0.05;
    return html`<tr data-key=${r.key}><th scope="row">${asked.id}<span class="sub">${asked.operator ?? 'the depot'}</span></th>
      <td class="wide">${asks({ kw: asked.intervals?.[0]?.kw, ...asked })}${asked.intervals ? html`<span class="sub">in the first of ${asked.intervals.length} intervals</span>` : nothing}</td>
      <td class="nowrap window">${format.timeNear(from(asked), now)} – ${format.timeNear(asked.to ?? asked.intervals.at(-1).to, now)}</td>
      <td class="wide"><span class="chip" data-state=${LEVEL[r.state] ?? ''}>${word(r.state)}</span> <span class="reason">${format.local(r.reason, now)}</span>
        ${r.decision?.costs?.length ? html`<span class="sub">costs ${r.decision.costs.map((c) => c.vehicle ?? '').filter(Boolean).join(', ')}</span>` : nothing}</td>
      <td class="number" data-label="Delivered, kWh">${delivered ? html`<button class="link" @click=${(e) => e.target.dispatchEvent(new CustomEvent('delivery', { detail: r, bubbles: true }))}
        aria-label="Delivered against ordered for ${asked.id}: ${format.kwh(delivered.deliveredKwh)} kWh">${format.kwh(delivered.deliveredKwh)}</button>
        <span class="sub ${short ? 'bad' : ''}">${short ? `${format.kwh(delivered.shortfallKwh)} short` : 'as ordered'}</span>` : '–'}</td></tr>`;
  }
}
customElements.define('grid-requests', GridRequests);
