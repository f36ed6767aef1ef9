// What was delivered against what a request ordered, quarter by quarter.

import { ask } from './api.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { CAUSE, asks } from './words.js';

const known = (kwh) => (kwh == null ? '–' : format.decimal(kwh, 1));

class DeliveryPanel extends Part {
  static pace = 5000;
  static properties = { _of: { state: true }, _report: { state: true }, _problem: { state: true } };

  async show(request) {
    this._of = request;
    this._report = null;
    this._problem = null;
    this.updateComplete.then(() => {
      const dialog = this.querySelector('dialog');
      if (!dialog.open) dialog.showModal();
    });
    try {
      this._report = await ask(`api/requests/${encodeURIComponent(request.key)}/delivery`);
    } catch (e) {
      this._problem = e.message;
    }
  }

  render() {
    return html`<dialog aria-labelledby="delivery-title" @close=${() => { this._of = null; }} @click=${(e) => { if (e.target.localName === 'dialog') e.target.close(); }}>
      ${this._of ? this.#content() : nothing}</dialog>`;
  }

  #content() {
    const { asked, key } = this._of;
    const r = this._report;
    return html`<div class="sheet">
      <header><h2 id="delivery-title">Delivered for ${asked.id}</h2>
        <button class="close" aria-label="Close" @click=${() => this.querySelector('dialog').close()}>×</button></header>
      <p class="lead">${asks({ kw: asked.intervals?.[0]?.kw, ...asked })}</p>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      ${!r && !this._problem ? html`<p class="loading">Asking …</p>` : nothing}
      ${r ? html`<p class="actions"><a class="button" href="api/requests/${encodeURIComponent(key)}/delivery.csv" download=${`${asked.id}-delivery.csv`}>Download as CSV</a>
          <span class="quiet">${r.last ? 'complete' : 'still being delivered'}</span></p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="delivery-title"><table id="delivery" class="stacked">
        <thead><tr><th scope="col">From</th>${['Ordered', 'Metered', 'Delivered', 'Short'].map((name) => html`<th scope="col" class="number">${name} <span class="unit">kWh</span></th>`)}<th scope="col">Why</th></tr></thead>
        <tbody>${r.intervals.map((i) => html`<tr><th scope="row" class="nowrap">${format.timeNear(i.from, this.state.now)}</th>
          <td class="number" data-label="Ordered, kWh">${known(i.orderedKwh)}</td><td class="number" data-label="Metered, kWh">${known(i.actualKwh)}</td><td class="number" data-label="Delivered, kWh">${known(i.deliveredKwh)}</td>
          <td data-label="Short, kWh" class="number ${i.shortfallKwh > 0.05 ? 'bad' : ''}">${known(i.shortfallKwh)}</td>
          <td class="reason wide">${i.cause ? CAUSE[i.cause] ?? i.cause.toLowerCase() : i.quality === 'MEASURED' ? '' : i.quality.toLowerCase()}</td></tr>`)}</tbody></table></div>
        <p class="note">Ordered and metered are the site's import. Of a limit, what was left free below it counts as delivered.</p>` : nothing}
    </div>`;
  }
}
customElements.define('delivery-panel', DeliveryPanel);
