// Charging stations: connection, what they were commanded, what their meters saw.

import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import * as format from './format.js';
import { MORE, Part, html, more, nothing } from './part.js';
import { CONNECTOR, evse, many } from './words.js';

const AT_FIRST = 100;
const CLOCK_OFF_S = 60;
const FOLLOWS_KW = 1; // nearer than this the meter agrees with the setpoint

/** Worst first: what needs a hand. */
const trouble = (s) => (s.quarantine || s.error || s.status === 'FAULTED' ? 0 : !s.connected ? 1 : above(s) ? 2 : 3);
const above = (s) => s.setpointKw != null && s.powerKw != null && s.powerKw > s.setpointKw + Math.max(FOLLOWS_KW, 0.03 * s.setpointKw);

class Stations extends Part {
  static pace = 1000;
  static properties = { _search: { state: true }, _most: { state: true } };

  render() {
    if (!this.state) return html`<h1 class="verdict loading" tabindex="-1">Asking the depot …</h1>`;
    const search = (this._search ?? '').trim().toLowerCase();
    const list = Object.values(this.state.stations).sort(
      (a, b) => trouble(a) - trouble(b) || format.byName(a.evse, b.evse));
    const found = list.filter((s) => !search || s.evse.toLowerCase().includes(search) || (s.vehicle ?? '').toLowerCase().includes(search));
    const shown = found.slice(0, this._most ?? AT_FIRST);
    const offline = list.filter((s) => !s.connected).length;
    const faulted = list.filter((s) => s.error || s.status === 'FAULTED').length;
    const quarantined = list.filter((s) => s.quarantine);
    const reserved = quarantined.reduce((kw, s) => kw + s.quarantine.reservedKw, 0);
    const minute = Math.floor(Date.parse(this.state.now) / 60e3);
    return html`
      <h1 class="view" tabindex="-1">Stations</h1>
      <p class="lead">${many(list.length, 'EVSE')}: ${list.length - offline} connected, ${offline} offline, ${faulted} with a fault${quarantined.length ? html`, <b class="bad">${quarantined.length} in quarantine, for which ${format.kw(reserved)} kW are kept free</b>` : nothing}.</p>
      <section class="panel" aria-label="EVSEs">
        <div class="tools"><label class="search"><span class="sr">Find an EVSE or vehicle</span>
          <input type="search" placeholder="Find an EVSE or vehicle" .value=${this._search ?? ''} @input=${(e) => { this._search = e.target.value; }}></label></div>
        <div class="scroll" tabindex="0" role="region" aria-label="EVSEs"><table id="stations" class="stacked">
          <thead><tr><th scope="col">EVSE</th><th scope="col">Connection</th><th scope="col">State</th><th scope="col">Vehicle</th>
            <th scope="col" class="number">Commanded <span class="unit">kW</span></th><th scope="col" class="number">Metered <span class="unit">kW</span></th>
            <th scope="col">Follows</th></tr></thead>
          <tbody>${repeat(shown, (s) => s.evse, (s) => guard([s, minute], () => row(s, this.state.now)))}</tbody></table></div>
        ${found.length ? nothing : html`<p class="empty">${search ? 'No EVSE or vehicle is called so.' : 'No station is registered.'}</p>`}
        ${more(shown.length, found.length, () => { this._most = shown.length + MORE; })}
      </section>`;
  }
}
customElements.define('depot-stations', Stations);

function row(s, now) {
  const seen = s.lastSeen ? `last message ${format.timeNear(s.lastSeen, now)}` : 'never seen';
  return html`<tr data-key=${s.evse}>
    <th scope="row">${evse(s.evse)}<span class="sub">${format.kw(s.maxKw)} kW</span></th>
    <td><span class="chip" data-state=${s.connected ? 'good' : 'bad'}>${s.connected ? 'online' : 'offline'}</span><span class="sub">${seen}</span>
      ${Math.abs(s.clockAheadS ?? 0) >= CLOCK_OFF_S ? html`<span class="sub bad">its clock is ${format.span(Math.abs(s.clockAheadS))} ${s.clockAheadS > 0 ? 'ahead' : 'behind'}</span>` : nothing}</td>
    <td data-label="State">${CONNECTOR[s.status] ?? s.status.toLowerCase()}${s.error ? html`<span class="sub bad">${s.error}</span>` : nothing}</td>
    <td data-label="Vehicle">${s.vehicle ?? '–'}</td>
    <td class="number" data-label="Commanded, kW">${s.setpointKw == null ? '–' : html`${format.kw(s.setpointKw)}<span class="sub">until ${format.timeNear(s.setpointUntil, now)}</span>`}</td>
    <td class="number" data-label="Metered, kW">${s.powerKw == null ? '–' : html`${format.kw(s.powerKw)}<span class="sub">${s.powerAt ? format.timeNear(s.powerAt, now) : ''}</span>`}</td>
    <td class="wide">${follows(s)}${s.quarantine ? html`<span class="sub bad">in quarantine since ${format.timeNear(s.quarantine.since, now)}: ${format.local(s.quarantine.reason, now)} ${format.kw(s.quarantine.reservedKw)} kW are kept free for it.</span>` : nothing}</td></tr>`;
}

function follows(s) {
  if (s.setpointKw == null || s.powerKw == null) {
    return s.transaction ? html`<span class="quiet">failsafe, up to ${format.kw(s.failsafeKw)} kW</span>` : nothing;
  }
  if (above(s)) return html`<span class="chip" data-state="bad">${format.kw(s.powerKw - s.setpointKw)} kW above</span>`;
  if (s.powerKw < s.setpointKw - Math.max(FOLLOWS_KW, 0.03 * s.setpointKw)) return html`<span class="quiet">takes less</span>`;
  return html`<span class="chip" data-state="good">follows</span>`;
}
