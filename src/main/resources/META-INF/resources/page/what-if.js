// What if: the depot with changes that nobody has made, beside the depot as it is. Nothing is applied until it is confirmed.

import { ask } from './api.js';
import { brief, misses, sideBySide } from './compare.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';

class WhatIf extends Part {
  static properties = {
    _kind: { state: true }, _busy: { state: true }, _answer: { state: true }, _problem: { state: true }, _asked: { state: true },
    _done: { state: true },
  };

  constructor() {
    super();
    this._kind = location.hash.split('/')[2] ?? 'limit';
  }

  render() {
    if (!this.state) return html`<h1 class="verdict loading" tabindex="-1">Asking the depot …</h1>`;
    const kinds = [
      ['limit', 'Other connection'], ['raised', 'Larger connection'], ['stay', 'Earlier departure'], ['more', 'More vehicles'], ['tariff', 'Other tariff'],
    ];
    return html`
      <h1 class="view" tabindex="-1">What if</h1>
      <p class="lead">Plans the depot twice, as it is and as it would be. Nothing is applied until you confirm it.</p>
      <section class="panel" aria-label="The change">
        <form @submit=${(e) => this.#submit(e)}>
          <fieldset class="choice"><legend class="sr">What changes</legend>
            ${kinds.map(([id, name]) => html`<label><input type="radio" name="kind" value=${id} .checked=${this._kind === id}
              @change=${() => { this._kind = id; }}><span>${name}</span></label>`)}</fieldset>
          <div class="fields">${this.#fields()}<button class="primary" ?disabled=${this._busy}>${this._busy ? 'Planning …' : 'Compare'}</button></div>
        </form>
        ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      </section>
      <div role="status">${this._busy ? html`<p class="loading">Planning both ways …</p>` : nothing}</div>
      ${this._answer ? this.#shown() : nothing}`;
  }

  #fields() {
    switch (this._kind) {
      case 'limit':
        return html`<label>Every limit of the connection becomes <span class="with-unit"><input name="percent" type="number" min="0" max="1000" step="1" value="80" required> %</span></label>`;
      case 'raised':
        return html`<label>The connection may draw more by <span class="with-unit"><input name="kw" type="number" min="1" max="100000" step="1" value="10" required> kW</span></label>`;
      case 'stay': {
        const vehicles = Object.values(this.state.vehicles).filter((v) => v.departure)
          .sort((a, b) => a.departure.localeCompare(b.departure));
        return html`<label>Vehicle <select name="vehicle">${vehicles.map((v) => html`<option value=${v.id}>${v.id}, ${format.timeNear(v.departure, this.state.now)}</option>`)}</select></label>
          <label>leaves earlier by <span class="with-unit"><input name="minutes" type="number" min="-1440" max="1440" step="5" value="60" required> min</span></label>`;
      }
      case 'more':
        return html`<label>More vehicles, like those there are <span class="with-unit"><input name="count" type="number" min="1" max="1000" step="1" value="10" required></span></label>`;
      default:
        return html`<label>By day <span class="with-unit"><input name="day" type="number" min="-5" max="5" step="0.001" value="0.30" required> EUR/kWh</span></label>
          <label>from <input name="from" type="time" value="06:00" required></label>
          <label>By night <span class="with-unit"><input name="night" type="number" min="-5" max="5" step="0.001" value="0.18" required> EUR/kWh</span></label>
          <label>from <input name="to" type="time" value="22:00" required></label>
          <label>Demand charge <span class="with-unit"><input name="demand" type="number" min="0" max="1000" step="0.01" .value=${String(this.state.figures.demandChargeEurPerKw)} required> EUR/kW</span></label>`;
    }
  }

  #change(data) {
    switch (data.get('kind')) {
      case 'limit': {
        const factor = Number(data.get('percent')) / 100;
        return { words: `Every limit of the connection is ${data.get('percent')} %`, change: { kind: 'CONNECTION_SCALED', factor } };
      }
      case 'raised':
        return { words: `The connection may draw ${data.get('kw')} kW more`, change: { kind: 'CONNECTION_RAISED', kw: Number(data.get('kw')) } };
      case 'stay': {
        const minutes = Number(data.get('minutes'));
        return {
          words: `${data.get('vehicle')} leaves ${Math.abs(minutes)} minutes ${minutes < 0 ? 'later' : 'earlier'}`,
          change: { kind: 'EARLIER', vehicle: data.get('vehicle'), minutes },
        };
      }
      case 'more':
        return { words: `${data.get('count')} more vehicles`, change: { kind: 'MORE_VEHICLES', count: Number(data.get('count')) } };
      default:
        return { words: 'Another tariff', change: this.#tariff(data) };
    }
  }

  /** Points at which the price changes, on the depot's clock, from yesterday to the day after tomorrow. */
  #tariff(data) {
    const prices = [];
    for (let day = -1; day <= 2; day++) {
      const date = format.localInput(Date.parse(this.state.now) + day * 86400e3).slice(0, 10);
      for (const [at, name] of [[data.get('from'), 'day'], [data.get('to'), 'night']]) {
        const from = format.fromLocalInput(`${date}T${at}`);
        if (from) prices.push({ from: from.toISOString(), importEurPerKwh: Number(data.get(name)) });
      }
    }
    prices.sort((a, b) => a.from.localeCompare(b.from));
    return { kind: 'TARIFF', prices, demandChargeEurPerKw: Number(data.get('demand')) };
  }

  async #submit(event) {
    event.preventDefault();
    const asked = this.#change(new FormData(event.target));
    this._busy = true;
    this._answer = null;
    this._problem = null;
    this._done = null;
    try {
      this._answer = await ask('api/what-if', { method: 'POST', body: { changes: [asked.change] } });
      this._asked = asked;
    } catch (e) {
      this._problem = e.message;
    } finally {
      this._busy = false;
    }
  }

  #shown() {
    const answer = this._answer;
    return html`<section class="panel" aria-labelledby="answer-title">
      <h2 id="answer-title">${this._asked.words}</h2>
      ${brief(answer, this.state.now)}
      ${sideBySide(answer, this.state.now)}
      ${answer.after.misses.length ? html`<h3>Who misses</h3>${misses(answer.after.misses, this.state.now)}` : nothing}
      <p class="note">Planned at ${format.timeNear(answer.now, this.state.now)} for ${format.span((answer.before.siteKw.length * answer.stepSeconds))}.
        ${proven(answer) ? 'Both plans are proven best.' : 'At least one plan is the best found in its time, so small differences may be chance.'}</p>
      ${this.#apply()}</section>`;
  }

  #apply() {
    if (this._done) return html`<p class="done" role="status">${this._done}</p>`;
    const { change } = this._asked;
    if (change.kind === 'EARLIER') {
      const v = this.state.vehicles[change.vehicle];
      const departure = new Date(Date.parse(v?.departure) - change.minutes * 60e3);
      return html`<p class="actions"><button @click=${() => this.#put(`api/vehicles/${encodeURIComponent(change.vehicle)}/stay`, 'PUT', { departure: departure.toISOString() },
        `${change.vehicle} departs ${format.timeNear(departure, this.state.now)}.`)}>Apply: departs ${format.timeNear(departure, this.state.now)}</button></p>`;
    }
    if (change.kind === 'CONNECTION_SCALED' && change.factor < 1) {
      const now = this.state.now;
      const to = new Date(Date.parse(this._answer.start) + this._answer.before.siteKw.length * this._answer.stepSeconds * 1000);
      const { connectionKw, siteLimitKw } = this.state.figures;
      const kw = Math.round(Math.min(connectionKw, siteLimitKw) * change.factor * 10) / 10;
      return html`<p class="actions"><button @click=${() => this.#put('api/requests', 'POST', { id: `own-limit-${Math.floor(Date.parse(now) / 1000)}`, kind: 'IMPORT_LIMIT', from: now, to: to.toISOString(), kw },
        `Import at most ${format.kw(kw)} kW until ${format.timeNear(to, now)}.`)}>Apply: import at most ${format.kw(kw)} kW until ${format.timeNear(to, now)}</button></p>`;
    }
    return html`<p class="note">${STUDY[change.kind] ?? 'This is a study.'}</p>`;
  }

  async #put(path, method, body, done) {
    this._problem = null;
    try {
      await ask(path, { method, body });
      this._done = `Applied. ${done}`;
    } catch (e) {
      this._problem = e.message;
    }
  }
}
customElements.define('what-if', WhatIf);

/** What cannot be applied from here, and where it can. */
const STUDY = {
  CONNECTION_SCALED: 'This is a study: a limit is raised with the site, by PUT /api/site.',
  CONNECTION_RAISED: 'This is a study: a limit is raised with the site, by PUT /api/site.',
  TARIFF: 'This is a study: a tariff is set with the site, by PUT /api/site.',
  MORE_VEHICLES: 'This is a study: vehicles are registered by PUT /api/depot.',
};

const proven = ({ before, after }) => before.status === 'OPTIMAL' && after.status === 'OPTIMAL';
