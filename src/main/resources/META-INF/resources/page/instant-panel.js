// Which vehicles make the bounds at a chosen instant.

import { ask } from './api.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';

class InstantPanel extends Part {
  static properties = { _at: { state: true }, _parts: { state: true }, _problem: { state: true } };

  async show(at) {
    this._at = at;
    this._parts = null;
    this._problem = null;
    this.updateComplete.then(() => {
      const dialog = this.querySelector('dialog');
      if (!dialog.open) dialog.showModal();
    });
    try {
      this._parts = await ask(`api/corridor/vehicles?at=${at.toISOString()}`);
    } catch (e) {
      this._problem = e.status === 400 ? 'Of the past only the sums are kept; choose an instant to come.' : e.message;
    }
  }

  render() {
    return html`<dialog aria-labelledby="instant-title" @close=${() => { this._at = null; }} @click=${(e) => { if (e.target.localName === 'dialog') e.target.close(); }}>
      ${this._at ? this.#content() : nothing}</dialog>`;
  }

  #content() {
    const now = this.state.now;
    const p = this._parts;
    return html`<div class="sheet">
      <header><h2 id="instant-title">The bounds at ${format.timeNear(p?.at ?? this._at, now)}</h2>
        <button class="close" aria-label="Close" @click=${() => this.querySelector('dialog').close()}>×</button></header>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      ${!p && !this._problem ? html`<p class="loading">Asking …</p>` : nothing}
      ${p ? html`<p class="lead">${format.kwh(p.lowerKwh)} to ${format.kwh(p.upperKwh)} kWh in ${p.vehicles.length} plugged-in vehicles.</p>
        ${p.vehicles.length ? html`<div class="scroll" tabindex="0" role="region" aria-labelledby="instant-title"><table>
          <thead><tr><th scope="col">Vehicle</th><th scope="col" class="number">Least <span class="unit">kWh</span></th><th scope="col">Range</th>
            <th scope="col" class="number">Most <span class="unit">kWh</span></th></tr></thead>
          <tbody>${p.vehicles.map((v) => html`<tr><th scope="row">${v.vehicle}</th><td class="number">${format.kwh(v.lowerKwh)}</td>
            <td class="range"><span class="bar" aria-hidden="true"><span class="fill" style="left:${((100 * v.lowerKwh) / v.capacityKwh).toFixed(1)}%;width:${((100 * (v.upperKwh - v.lowerKwh)) / v.capacityKwh).toFixed(1)}%"></span></span></td>
            <td class="number">${format.kwh(v.upperKwh)}</td></tr>`)}</tbody></table></div>
          <p class="note">Least: as late as every promise allows. Most: as early as possible.</p>`
        : html`<p class="empty">No vehicle is plugged in then.</p>`}` : nothing}
    </div>`;
  }
}
customElements.define('instant-panel', InstantPanel);
