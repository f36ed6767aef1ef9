// Clean-fuel credits: who holds how many, how each report stands and why, transfers, and what stations were told.

import { ask } from './api.js';
import { figure } from './overview.js';
import * as format from './format.js';
import { MORE, Part, html, more, nothing } from './part.js';
import { NOTICE, REPORT, evse, many } from './words.js';

const AT_FIRST = 30;
const sum = (list, of) => list.reduce((total, item) => total + Number(of(item)), 0);

class Credits extends Part {
  static every = 15_000;
  static pace = 5000;
  static properties = { _known: { state: true }, _problem: { state: true }, _most: { state: true } };

  async load() {
    if (this.depot.connection === 'lost' && this._known) return; // what is known stays
    try {
      const [{ accounts }, { reports }, { transfers }, { notices }, { programmes }] = await Promise.all(
        ['accounts', 'reports', 'transfers', 'notices', 'programmes'].map((name) => ask(`api/credits/${name}`)));
      this._known = { accounts, reports, transfers, notices, programmes };
      this._problem = null;
    } catch (e) {
      this._problem = e.message;
    }
  }

  render() {
    if (!this.state || !(this._known || this._problem)) return html`<h1 class="verdict loading" tabindex="-1">Asking for the credits …</h1>`;
    return html`
      <h1 class="view" tabindex="-1">Credits</h1>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      ${this._known ? html`${this.#figures()}${this.#reports()}${this.#accounts()}${this.#transfers()}${this.#notices()}` : nothing}`;
  }

  #programme(id) {
    return this._known.programmes.find((p) => p.id === id);
  }

  #figures() {
    const { accounts, reports } = this._known;
    const held = new Map();
    accounts.forEach((a) => held.set(a.programme, (held.get(a.programme) ?? 0) + Number(a.credits)));
    const newest = this.#newest(reports);
    const by = (...states) => newest.filter((r) => states.includes(r.status)).length;
    return html`<dl class="figures" aria-label="Credits">
      ${[...held].map(([id, credits]) => figure(`held-${id}`, `Held, ${this.#programme(id)?.name ?? id}`, format.credits(credits), this.#programme(id)?.unit ?? 'credits', many(accounts.filter((a) => a.programme === id).length, 'account')))}
      ${figure('accepted', 'Reports accepted', format.count(by('ACCEPTED')), '', `of ${many(newest.length, 'report')}`)}
      ${figure('open', 'To do', format.count(by('DRAFT', 'VALIDATED', 'REJECTED')), '', 'drafts, to hand in, rejected', by('REJECTED') ? 'bad' : by('DRAFT', 'VALIDATED') ? 'warn' : '')}
    </dl>`;
  }

  #newest(reports) {
    const newest = new Map();
    reports.forEach((r) => { if ((newest.get(r.id)?.version ?? 0) < r.version) newest.set(r.id, r); });
    return [...newest.values()];
  }

  #reports() {
    const reports = [...this._known.reports].sort((a, b) => b.from.localeCompare(a.from) || b.version - a.version);
    return html`<section class="panel" aria-labelledby="reports-title"><h2 id="reports-title">Reports</h2>
      ${reports.length ? html`<div class="scroll" tabindex="0" role="region" aria-labelledby="reports-title"><table id="reports" class="stacked">
        <thead><tr><th scope="col">Period</th><th scope="col">Programme</th><th scope="col">State and why</th><th scope="col" class="number">Energy <span class="unit">kWh</span></th>
          <th scope="col" class="number">Our figure</th><th scope="col" class="number">Credited</th></tr></thead>
        <tbody>${reports.map((r) => this.#report(r))}</tbody></table></div>`
      : html`<p class="empty">No report is built yet: <code>POST /api/credits/reports</code> builds one of a period's settled energy.</p>`}</section>`;
  }

  #report(r) {
    const [level, word, why] = REPORT[r.status] ?? ['', r.status.toLowerCase(), ''];
    return html`<tr data-key=${`${r.id}/v${r.version}`}><th scope="row" class="nowrap">${r.from === r.to ? r.from : `${r.from} – ${r.to}`}<span class="sub">version ${r.version}</span></th><td>${r.programme}</td>
      <td class="wide"><span class="chip" data-state=${level}>${word}</span> <span class="reason">${r.answer ? format.local(r.answer, this.state.now) : why}</span>${r.receipt ? html`<span class="sub">receipt ${r.receipt}</span>` : nothing}
        <details class="as-table"><summary>${many(r.lines.length, 'device')}</summary>${this.#lines(r)}</details>
        ${r.status === 'DRAFT' ? nothing : html`<a class="sub" href="api/credits/reports/upload.csv?id=${encodeURIComponent(r.id)}" download=${`${r.id}.csv`}>Download as CSV</a>`}</td>
      <td class="number" data-label="Energy, kWh">${format.decimal(r.energyKwh, 1)}</td><td class="number" data-label="Our figure">${r.status === 'DRAFT' ? '–' : format.credits(r.estimate)}</td>
      <td class="number" data-label="Credited">${r.status === 'ACCEPTED' || r.status === 'AMENDED' ? format.credits(r.credits) : '–'}</td></tr>`;
  }

  #lines(r) {
    return html`<table><thead><tr><th scope="col">Device</th><th scope="col" class="number">kWh</th><th scope="col" class="number">Ours</th><th scope="col" class="number">Credited</th></tr></thead>
      <tbody>${r.lines.map((l) => html`<tr><th scope="row">${evse(l.element)}<span class="sub">${l.registrationNo}</span></th><td class="number">${format.decimal(l.kwh, 1)}</td><td class="number">${format.credits(l.estimate)}</td>
        <td class="number">${l.credits == null ? '–' : format.credits(l.credits)}${l.match === 'AMOUNT_DIFF' ? html`<span class="sub bad">differs</span>` : l.match === 'MISSING_DEVICE' ? html`<span class="sub bad">not answered</span>` : nothing}</td></tr>`)}</tbody></table>`;
  }

  #accounts() {
    const accounts = [...this._known.accounts].sort((a, b) => a.programme.localeCompare(b.programme) || a.holder.localeCompare(b.holder, 'en', { numeric: true }));
    const shown = accounts.slice(0, this._most ?? AT_FIRST);
    return html`<section class="panel" aria-labelledby="credit-accounts-title"><h2 id="credit-accounts-title">Accounts</h2>
      ${accounts.length ? html`<p class="actions"><a class="button" href="api/credits/accounts.csv" download="credit-accounts.csv">Download as CSV</a></p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="credit-accounts-title"><table id="credit-accounts">
        <thead><tr><th scope="col">Holder</th><th scope="col">Programme</th><th scope="col" class="number">Credits</th></tr></thead>
        <tbody>${shown.map((a) => html`<tr><th scope="row">${holder(a.holder)}</th><td>${a.programme}</td><td class="number">${format.credits(a.credits)}</td></tr>`)}</tbody></table></div>
        ${more(shown.length, accounts.length, () => { this._most = shown.length + MORE; })}`
      : html`<p class="empty">Nobody holds credits yet. They come with an authority's answer to a report.</p>`}</section>`;
  }

  #transfers() {
    const { transfers } = this._known;
    if (!transfers.length) return nothing;
    return html`<section class="panel" aria-labelledby="transfers-title"><h2 id="transfers-title">Transfers</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="transfers-title"><table id="transfers" class="stacked">
        <thead><tr><th scope="col">Transfer</th><th scope="col">From</th><th scope="col">To</th><th scope="col" class="number">Credits</th><th scope="col" class="number">Price each</th><th scope="col">State and why</th></tr></thead>
        <tbody>${transfers.map((t) => html`<tr><th scope="row">${t.id}<span class="sub">${t.programme}</span></th><td data-label="From">${evse(t.from)}</td><td data-label="To">${evse(t.to)}</td><td class="number" data-label="Credits">${format.credits(t.credits)}</td>
          <td class="number" data-label="Price each">${format.decimal(t.price, 2)} ${t.currency}</td><td class="wide"><span class="chip" data-state=${{ COMPLETED: 'good', CANCELLED: 'bad' }[t.state] ?? 'waiting'}>${t.state.toLowerCase()}</span>
          <span class="reason">${awaited(t)}</span></td></tr>`)}</tbody></table></div></section>`;
  }

  #notices() {
    const { notices } = this._known;
    if (!notices.length) return nothing;
    const heard = notices.filter((n) => n.state === 'ACKED').length;
    return html`<section class="panel" aria-labelledby="notices-title"><h2 id="notices-title">What stations were told of their credits</h2>
      <p class="lead">${heard} of ${notices.length} have heard it.</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="notices-title"><table id="notices" class="stacked"><thead><tr><th scope="col">EVSE</th><th scope="col">State</th><th scope="col" class="number">Tries</th><th scope="col">When</th></tr></thead>
        <tbody>${notices.slice(0, 100).map((n) => html`<tr><th scope="row">${evse(n.element)}</th><td><span class="chip" data-state=${NOTICE[n.state]?.[0] ?? ''}>${NOTICE[n.state]?.[1] ?? n.state.toLowerCase()}</span></td>
          <td class="number" data-label="Tries">${n.attempts}</td><td class="nowrap">${format.timeNear(n.at, this.state.now)}</td></tr>`)}</tbody></table></div></section>`;
  }
}
customElements.define('depot-credits', Credits);

const holder = (name) => (name.startsWith('escrow/') ? `set aside for ${name.slice(7)}` : evse(name));

function awaited(t) {
  if (t.state === 'COMPLETED') return 'both sides approved';
  if (t.state === 'CANCELLED') return 'the credits are back with the giver';
  const missing = [[t.from, t.approvedByGiver], [t.to, t.approvedByTaker]].filter(([, by]) => !by).map(([who]) => who);
  return missing.length ? `waits for ${missing.map(evse).join(' and ')}` : '';
}
