// One vehicle: what it holds, why the plan does what it does with it, and what can be changed, with its cost before it is confirmed.

import { Refused, ask } from './api.js';
import { brief } from './compare.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { percentOf, soc, source, unknown } from './soc.js';
import { reason } from './departures.js';
import { OUTLOOK, doing, evse, limit, saves, tryIt, whyOnly } from './words.js';

class VehiclePanel extends Part {
  static properties = {
    _id: { state: true }, _plan: { state: true }, _problem: { state: true }, _asked: { state: true }, _answer: { state: true },
    _busy: { state: true }, _done: { state: true },
  };

  show(id) {
    this._id = id;
    this.#reset();
    this._plan = null;
    this.updateComplete.then(() => {
      const dialog = this.querySelector('dialog');
      if (!dialog.open) dialog.showModal();
    });
    this.#loadPlan();
  }

  #reset() {
    this._asked = null;
    this._answer = null;
    this._problem = null;
    this._done = null;
    this._busy = false;
  }

  async #loadPlan() {
    const id = this._id;
    try {
      const plan = await ask(`api/vehicles/${encodeURIComponent(id)}/plan`);
      if (id === this._id) this._plan = plan;
    } catch (e) {
      if (id === this._id) this._plan = { none: e.message };
    }
  }

  updated() {
    const made = this.state?.plan?.plannedAt;
    if (this.querySelector('dialog')?.open && this._plan && !this._plan.none && made && made !== this._plan.plannedAt && this.planAsked !== made) {
      this.planAsked = made;
      this.#loadPlan();
    }
  }

  render() {
    const v = this._id && this.state?.vehicles[this._id];
    return html`<dialog aria-labelledby="vehicle-title" @close=${() => { this._id = null; }} @click=${(e) => { if (e.target.localName === 'dialog') e.target.close(); }}>
      ${v ? this.#content(v) : nothing}</dialog>`;
  }

  #content(v) {
    const now = this.state.now;
    return html`<div class="sheet">
      <header><h2 id="vehicle-title">${v.id}</h2><span class="chip" data-state=${v.outlook}>${OUTLOOK[v.outlook]}</span>
        <button class="close" aria-label="Close" @click=${() => this.querySelector('dialog').close()}>×</button></header>
      <p class="lead">${reason(v, now)}</p>
      <dl class="facts">
        <div><dt>State of charge</dt><dd>${soc(v, now)}</dd></div>
        <div><dt>Known from</dt><dd>${source(v, now)}</dd></div>
        <div><dt>Departs</dt><dd>${v.departure ? format.timeNear(v.departure, now) : '–'}</dd></div>
        <div><dt>Must leave with</dt><dd>${v.requiredKwh == null ? '–' : html`${format.kwh(v.requiredKwh)} kWh, ${format.percent(v.requiredPercent)} %`}</dd></div>
        <div><dt>Will leave with</dt><dd>${v.atDepartureKwh == null ? '–' : html`${format.kwh(v.atDepartureKwh)} kWh, ${format.percent(percentOf(v, v.atDepartureKwh))} %${unknown(v) ? nothing : html` <span class="quiet">±${Math.max(1, Math.round(v.uncertaintyPercent))}</span>`}`}</dd></div>
        <div><dt>At</dt><dd>${v.evse ? `${evse(v.evse)} since ${format.timeNear(v.pluggedInSince, now)}` : 'away'}</dd></div>
      </dl>
      <section aria-labelledby="why-title"><h3 id="why-title">Why</h3>${this.#why(now)}</section>
      <section aria-labelledby="change-title"><h3 id="change-title">Change</h3>${this.#change(v)}</section>
    </div>`;
  }

  #why(now) {
    const plan = this._plan;
    if (!plan) return html`<p class="loading">Asking for the plan …</p>`;
    if (plan.none) return html`<p class="empty">${plan.none}</p>`;
    const runs = merged((plan.reasons ?? []).filter((r) => Date.parse(r.to) > Date.parse(now)));
    if (!runs.length) return html`<p class="empty">The plan gives no reason: there is nothing to decide about it.</p>`;
    const present = runs.find((r) => Date.parse(r.from) <= Date.parse(now));
    return html`
      ${present ? html`<p class="now-why">Now it <b>${doing(meanKw(present))}</b>: ${whyOnly(meanKw(present), present.reason, present.by)}.</p>` : nothing}
      ${this.#worth(runs, now)}
      ${strip(plan, now)}
      <div class="scroll" tabindex="0" role="region" aria-labelledby="why-title"><table class="why"><thead><tr><th scope="col">Time</th><th scope="col" class="number">Energy <span class="unit">kWh</span></th><th scope="col">What and why</th></tr></thead>
      <tbody>${runs.slice(0, 40).map((r) => html`<tr><td class="nowrap">${format.timeNear(r.from, now)} – ${format.time(r.to)}</td>
        <td class="number">${format.kw(r.kwh)}</td><td><b>${doing(meanKw(r))}</b>: ${whyOnly(meanKw(r), r.reason, r.by)}</td></tr>`)}</tbody></table></div>`;
  }

  /** Money in place of the first limit that stands in the way. */
  #worth(runs, now) {
    const of = (run) => (run.reason === 'LIMIT' ? run.by : run.reason === 'REQUEST' ? 'site' : null);
    const worth = this.state.plan?.worth ?? [];
    const run = runs.find((r) => worth.some((w) => w.limit === of(r) && w.eurPerKw * 10 >= 0.005));
    if (!run) return nothing;
    const place = run.reason === 'REQUEST' ? `than request ${run.by} leaves` : `at ${limit(run.by)}`;
    return html`<p class="worth">${saves(worth.find((w) => w.limit === of(run)), place, now)}.<span @click=${() => this.querySelector('dialog').close()}>${run.reason === 'REQUEST' ? nothing : tryIt(run.by)}</span></p>`;
  }

  #change(v) {
    if (!v.departure) return html`<p class="empty">It has no stay that could be changed; <code>PUT /api/duties</code> enters one.</p>`;
    if (this._done) return html`<p class="done" role="status">${this._done}</p>`;
    if (this._asked) return this.#confirm(v);
    const full = v.requiredKwh <= v.lowKwh;
    return html`
      <p class="actions">
        ${v.boost
          ? html`<button @click=${() => this.#weigh({ boost: false }, `${v.id} charges by its departure again`)}>End the boost …</button>`
          : html`<button class="primary" ?disabled=${full || !v.evse} @click=${() => this.#weigh({ boost: true }, `${v.id} charges as soon as possible`)}>Boost …</button>`}
        <span class="quiet">${full ? 'It holds what it needs.' : !v.evse ? 'It is away.' : 'Shows what it costs before anything changes.'}</span></p>
      <form @submit=${(e) => this.#submit(e, v)}>
        <label>Departure <input type="datetime-local" name="departure" required .value=${format.localInput(v.departure)}></label>
        <label>Required <span class="with-unit"><input type="number" name="percent" min="0" max="100" step="1" required .value=${String(Math.round(v.requiredPercent))}> %</span></label>
        <button>Weigh the change …</button>
      </form>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}`;
  }

  #submit(event, v) {
    event.preventDefault();
    const data = new FormData(event.target);
    const departure = format.fromLocalInput(data.get('departure'));
    if (!departure) {
      this._problem = 'This time does not exist on the depot\'s clock.';
      return;
    }
    const change = {};
    if (data.get('departure') !== format.localInput(v.departure)) change.departure = departure.toISOString();
    if (Number(data.get('percent')) !== Math.round(v.requiredPercent)) change.requiredPercent = Number(data.get('percent'));
    if (!Object.keys(change).length) {
      this._problem = 'Nothing is changed.';
      return;
    }
    this.#weigh(change, `${v.id} departs ${format.timeNear(departure, this.state.now)} with ${data.get('percent')} %`);
  }

  async #weigh(stay, words) {
    this.#reset();
    this._asked = { stay, words };
    this._busy = true;
    try {
      this._answer = await ask('api/what-if', { method: 'POST', body: { changes: [{ kind: 'STAY', vehicle: this._id, stay }] } });
    } catch (e) {
      this._problem = e.message;
      if (!(e instanceof Refused)) throw e;
    } finally {
      this._busy = false;
    }
  }

  #confirm() {
    const { words, stay } = this._asked;
    return html`<div class="confirm">
      <p><b>${words}.</b></p>
      ${this._busy && !this._answer ? html`<p class="loading" role="status">Planning both ways …</p>` : nothing}
      ${this._answer ? brief(this._answer, this.state.now) : nothing}
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      <p class="actions"><button class="primary" ?disabled=${this._busy || !this._answer} @click=${() => this.#apply(stay, words)}>Confirm</button>
        <button @click=${() => this.#reset()}>Cancel</button></p></div>`;
  }

  async #apply(stay, words) {
    this._busy = true;
    this._problem = null;
    try {
      await ask(`api/vehicles/${encodeURIComponent(this._id)}/stay`, { method: 'PUT', body: stay });
      this._done = `${words}: taken. The next plan follows it.`;
      this._asked = null;
    } catch (e) {
      this._problem = e.message;
    } finally {
      this._busy = false;
    }
  }
}
customElements.define('vehicle-panel', VehiclePanel);

const hours = (run) => (Date.parse(run.to) - Date.parse(run.from)) / 3600e3;
const meanKw = (run) => run.kwh / hours(run);

/** Neighbours that say the same are one line. */
function merged(runs) {
  const lines = [];
  for (const run of runs) {
    const last = lines.at(-1);
    if (last && last.reason === run.reason && last.by === run.by && last.to === run.from && doing(meanKw(last)) === doing(meanKw(run))) {
      lines[lines.length - 1] = { ...last, to: run.to, kwh: last.kwh + run.kwh };
    } else {
      lines.push(run);
    }
  }
  return lines;
}

/** Planned power over time as a strip of bars, price below; the table beside it says the same in words. */
function strip(plan, now) {
  const first = Math.max(0, Math.floor((Date.parse(now) - Date.parse(plan.start)) / 1000 / plan.stepSeconds));
  let end = plan.powerKw.length;
  while (end > first + 12 && Math.abs(plan.powerKw[end - 1]) < 0.05) end--;
  end = Math.min(plan.powerKw.length, end + 6);
  const powers = plan.powerKw.slice(first, end);
  const prices = plan.importEurPerKwh.slice(first, end);
  if (!powers.some((kw) => Math.abs(kw) >= 0.05)) return nothing;
  const most = Math.max(1, ...powers.map(Math.abs));
  const least = Math.min(...prices);
  const spread = Math.max(...prices) - least || 1;
  const at = (i) => format.timeNear(Date.parse(plan.start) + (first + i) * plan.stepSeconds * 1000, now);
  return html`<div class="strip" aria-hidden="true">
    <div class="bars">${powers.map((kw) => html`<i style="height:${((100 * Math.max(0, kw)) / most).toFixed(1)}%"></i>`)}</div>
    <div class="prices">${prices.map((p) => html`<i style="opacity:${(0.12 + (0.8 * (p - least)) / spread).toFixed(2)}"></i>`)}</div>
    <p><span>${at(0)}</span><span>power to ${format.kw(most)} kW, price below</span><span>${at(powers.length)}</span></p></div>`;
}
