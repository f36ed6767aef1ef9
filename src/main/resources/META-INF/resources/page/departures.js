// The departure board: who leaves when, with what, and what stands in the way.

import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import * as format from './format.js';
import { MORE, Part, html, more, nothing } from './part.js';
import { percentOf, soc, source } from './soc.js';
import { OUTLOOK, STATUS, evse, whyOnly } from './words.js';

const AT_FIRST = 50;
const AT_FIRST_NARROW = 8; // so that a phone shows the corridor too
const narrow = matchMedia('(max-width: 700px)');

export const byDeparture = (a, b) => {
  const first = a.departure ?? '9';
  const second = b.departure ?? '9';
  return first < second ? -1 : first > second ? 1 : format.byName(a.id, b.id);
};

class DepartureBoard extends Part {
  static pace = 1000;
  static properties = { _search: { state: true }, _only: { state: true }, _most: { state: true } };

  constructor() {
    super();
    this._search = '';
    this._only = 'all';
  }

  render() {
    const vehicles = Object.values(this.state.vehicles).sort(byDeparture);
    const counts = { SHORT: 0, DOUBTFUL: 0 };
    vehicles.forEach((v) => { counts[v.outlook] = (counts[v.outlook] ?? 0) + 1; });
    const search = this._search.trim().toLowerCase();
    const found = vehicles.filter((v) =>
      (this._only === 'all' || v.outlook === 'SHORT' || v.outlook === 'DOUBTFUL') &&
      (!search || v.id.toLowerCase().includes(search) || (v.evse ?? '').toLowerCase().includes(search)));
    const shown = found.slice(0, this._most ?? (narrow.matches ? AT_FIRST_NARROW : AT_FIRST));
    const minute = Math.floor(Date.parse(this.state.now) / 60e3);
    return html`
      <div class="tools">
        <label class="search"><span class="sr">Find a vehicle or EVSE</span>
          <input type="search" placeholder="Find a vehicle or EVSE" .value=${this._search} @input=${(e) => { this._search = e.target.value; }}></label>
        <label class="check"><input type="checkbox" .checked=${this._only !== 'all'} @change=${(e) => { this._only = e.target.checked ? 'worry' : 'all'; }}>
          only those that miss or are doubtful <span class="quiet">(${(counts.SHORT ?? 0) + (counts.DOUBTFUL ?? 0)})</span></label>
      </div>
      <div class="scroll tall" tabindex="0" role="region" aria-labelledby="departures-title">
      <table id="vehicles" class="stacked">
        <caption class="sr">Vehicles by departure</caption>
        <thead><tr>
          <th scope="col">Departs</th><th scope="col">Vehicle</th><th scope="col">State of charge</th>
          <th scope="col" class="number">At departure</th><th scope="col">Outlook</th>
        </tr></thead>
        <tbody>${repeat(shown, (v) => v.id, (v) => guard([v, minute], () => row(v, this.state.now)))}</tbody>
      </table></div>
      ${found.length ? nothing : html`<p class="empty">${search ? 'No vehicle is called so.' : 'No vehicle misses or is doubtful.'}</p>`}
      ${more(shown.length, found.length, () => { this._most = shown.length + MORE; })}`;
  }
}
customElements.define('departure-board', DepartureBoard);

function row(v, now) {
  return html`<tr data-key=${v.id} data-outlook=${v.outlook}>
    <td class="nowrap departs">${v.departure ? html`<b>${format.timeNear(v.departure, now)}</b>` : html`<span class="quiet">–</span>`}</td>
    <th scope="row"><button class="link" @click=${(e) => e.target.dispatchEvent(new CustomEvent('vehicle', { detail: v.id, bubbles: true }))}>${v.id}</button>
      <span class="sub">${v.evse ? evse(v.evse) : 'away'}</span></th>
    <td class="charge">${soc(v, now)}<span class="sub">${source(v, now)}</span></td>
    <td class="number">${atDeparture(v)}</td>
    <td class="outlook"><span class="chip" data-state=${v.outlook}>${OUTLOOK[v.outlook]}</span>
      <span class="reason">${reason(v, now)}</span></td></tr>`;
}

function atDeparture(v) {
  const needs = v.requiredPercent == null ? nothing : html`<span class="sub">needs ${format.percent(v.requiredPercent)} %</span>`;
  if (v.atDepartureKwh == null) return html`–${needs}`;
  return html`${format.percent(percentOf(v, v.atDepartureKwh))} %${needs}`;
}

export function reason(v, now) {
  if (v.outlook === 'SHORT') return `${format.kwh(v.shortfallKwh)} kWh short: ${format.local(v.reason, now)}`;
  if (v.outlook === 'DOUBTFUL') return v.doubt;
  const boost = v.boost ? 'boost, ' : '';
  if (v.status === 'CHARGING') {
    return `${boost}charging ${format.kw(v.powerKw)} kW${v.readyAt && v.requiredKwh > v.socKwh ? `, ready ${format.timeNear(v.readyAt, now)}` : ''}`;
  }
  if (v.status === 'WAITING') {
    if (v.chargesFrom && Date.parse(v.chargesFrom) <= Date.parse(now) && !v.reason) return `${boost}is to charge now, draws nothing yet`;
    const until = v.chargesFrom && Date.parse(v.chargesFrom) > Date.parse(now) ? ` until ${format.timeNear(v.chargesFrom, now)}` : '';
    return `${boost}waits${until}${v.planReason ? `: ${whyOnly(0, v.planReason, v.planReasonBy)}` : v.reason ? `: ${format.local(v.reason, now)}` : ''}`;
  }
  if (v.status === 'AWAY') return v.arrival ? `expected ${format.timeNear(v.arrival, now)}` : 'away';
  return STATUS[v.status];
}
