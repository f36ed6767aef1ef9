// What was settled: a party's statement for a period, to read and to download, what validation set aside, and the books.

import { ask } from './api.js';
import { figure } from './overview.js';
import * as format from './format.js';
import './ledger-accounts.js';
import { MORE, Part, html, more, nothing } from './part.js';
import { FINDING, evse, many } from './words.js';

const AT_FIRST = matchMedia('(max-width: 700px)').matches ? 8 : 30;
const PERIODS = [['day', 'Last 24 hours'], ['today', 'Today'], ['yesterday', 'Yesterday'], ['month', 'This month'], ['last-month', 'Last month'], ['days', 'Days …']];
const DIRECTION = { LOAD: 'drawn', SUPPLY: 'fed back', CURTAILMENT: 'curtailed on order' };

class Settlement extends Part {
  static every = 30_000;
  static pace = 1000;
  static properties = {
    _period: { state: true }, _party: { state: true }, _parties: { state: true }, _days: { state: true }, _statement: { state: true },
    _findings: { state: true }, _problem: { state: true }, _most: { state: true }, _busy: { state: true },
  };

  constructor() {
    super();
    this._period = 'day';
    this._days = { from: '', to: '' };
    this._findings = [];
  }

  async load() {
    if (!this.state) {
      this.early = setTimeout(() => this.load(), 300);
      return;
    }
    if (this.depot.connection === 'lost' && this._parties) return; // what is known stays
    const window = this.#window();
    if (!window) {
      this._problem = 'The last day must not be before the first.';
      return;
    }
    this._busy = true;
    const turn = (this.turn ?? 0) + 1;
    this.turn = turn;
    try {
      if (!this._parties) {
        const { elements } = await ask('api/elements');
        this._parties = [...new Set(elements.map((e) => e.owner))].sort();
        this._party ??= this._parties[0];
      }
      const [statement, { findings }] = await Promise.all([
        this._party ? ask(`api/settlement/statement?party=${encodeURIComponent(this._party)}&${window}`) : null,
        ask(`api/settlement/findings?${window}`),
      ]);
      if (turn !== this.turn) return; // something else is asked for by now
      this._statement = statement;
      this._findings = findings;
      this._problem = null;
    } catch (e) {
      this._problem = e.message;
    } finally {
      this._busy = false;
    }
  }

  /** Days on the depot's clock; null where it is none. */
  #window() {
    const now = Math.floor(Date.parse(this.state.now) / 900e3) * 900e3;
    const day = (shift) => format.dayStart(format.localInput(now).slice(0, 10), shift);
    const month = (shift) => format.monthStart(format.localInput(now).slice(0, 7), shift);
    const [from, to] = {
      day: () => [new Date(now - 86400e3), new Date(now)],
      today: () => [day(0), new Date(now)],
      yesterday: () => [day(-1), day(0)],
      month: () => [month(0), new Date(now)],
      'last-month': () => [month(-1), month(0)],
      days: () => [this._days.from ? format.dayStart(this._days.from, 0) : day(0), this._days.to ? format.dayStart(this._days.to, 1) : new Date(now)],
    }[this._period]();
    if (from >= to) return this._period === 'days' ? null : `from=${new Date(to.getTime() - 900e3).toISOString()}&to=${to.toISOString()}`;
    return `from=${from.toISOString()}&to=${to.toISOString()}`;
  }

  render() {
    if (!this.state || !(this._parties || this._problem)) return html`<h1 class="verdict loading" tabindex="-1">Asking for the books …</h1>`;
    return html`
      <h1 class="view" tabindex="-1">Settlement</h1>
      <form class="tools" @submit=${(e) => e.preventDefault()}>
        <label>Party <select name="party" @change=${(e) => { this._party = e.target.value; this.load(); }}>
          ${(this._parties ?? []).map((p) => html`<option value=${p} ?selected=${p === this._party}>${p}</option>`)}</select></label>
        <label>Period <select name="period" @change=${(e) => { this._period = e.target.value; this.load(); }}>
          ${PERIODS.map(([id, name]) => html`<option value=${id} ?selected=${id === this._period}>${name}</option>`)}</select></label>
        ${this._period === 'days' ? html`
          <label>First day <input type="date" name="from" .value=${this._days.from} @change=${(e) => this.#day('from', e)}></label>
          <label>Last day <input type="date" name="to" .value=${this._days.to} @change=${(e) => this.#day('to', e)}></label>` : nothing}
        <span role="status" class="quiet">${this._busy ? 'Asking …' : ''}</span>
      </form>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      ${this._statement ? this.#shown(this._statement)
        : this._problem ? nothing : html`<section class="panel"><p class="empty">Nothing is registered for settlement yet. It begins with the first quarter of an hour after stations are registered.</p></section>`}
      ${this.#setAside()}
      <section class="panel" aria-labelledby="ledger-title"><h2 id="ledger-title">Ledger</h2><ledger-accounts></ledger-accounts></section>`;
  }

  #day(name, event) {
    this._days = { ...this._days, [name]: event.target.value };
    this.load();
  }

  #shown(s) {
    const pay = Number(s.toPay);
    const of = (direction) => s.totals[direction] ?? { wh: 0, amount: '0', lines: 0 };
    const wh = Object.values(s.grades).reduce((sum, g) => sum + g.wh, 0);
    const measured = ((s.grades.MEASURED?.wh ?? 0) + (s.grades.VALIDATED?.wh ?? 0)) / (wh || 1);
    const elements = Object.entries(s.elements).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    const shown = elements.slice(0, this._most ?? AT_FIRST);
    return html`
      <dl class="figures" aria-label="Statement">
        ${figure('to-pay', pay < 0 ? 'To receive' : 'To pay', format.eur(Math.abs(pay)), s.currency, `${format.timeNear(s.from, this.state.now)} – ${format.timeNear(s.to, this.state.now)}`)}
        ${Object.entries(DIRECTION).map(([id, name]) => figure(`wh-${id}`, name[0].toUpperCase() + name.slice(1), format.kwhOfWh(of(id).wh), 'kWh',
          `${format.eur(Number(of(id).amount))} ${s.currency}${id === 'LOAD' ? '' : ' earned'}`))}
        ${figure('grade', 'From meter readings', wh ? format.percent(100 * measured) : '–', wh ? '%' : '', wh && measured < 0.9995 ? 'the rest is estimated' : '', '', wh ? measured : null)}
      </dl>
      <section class="panel" aria-labelledby="statement-title">
        <h2 id="statement-title">Statement of ${s.party}</h2>
        <p class="actions"><a class="button primary" href=${s.pdf.replace(/^\//, '')} download=${`${s.id}.pdf`}>Download PDF</a>
          <a class="button" href=${s.csv.replace(/^\//, '')} download=${`${s.id}.csv`}>Download every line as CSV</a>
          <span class="quiet">${s.id}</span></p>
        ${elements.length ? html`<div class="scroll" tabindex="0" role="region" aria-labelledby="statement-title"><table id="statement" class="stacked">
          <thead><tr><th scope="col">Grid element</th><th scope="col" class="number">Drawn <span class="unit">kWh</span></th>
            <th scope="col" class="number">Costs <span class="unit">${s.currency}</span></th>
            <th scope="col" class="number">Fed back, curtailed <span class="unit">kWh</span></th><th scope="col" class="number">Earns <span class="unit">${s.currency}</span></th></tr></thead>
          <tbody>${shown.map(([id, sums]) => row(id, sums, s.currency))}</tbody></table></div>
          ${more(shown.length, elements.length, () => { this._most = shown.length + MORE; })}`
        : html`<p class="empty">Nothing was settled in this period.</p>`}
        <p class="note">${Object.entries(s.runs).map(([run, sum]) => `${many(sum.lines, 'line')} of the ${run.toLowerCase().replace('_', '-')} run`).join(', ')}${Object.keys(s.runs).length ? '. ' : ''}Later
          readings are posted as differences; nothing is overwritten.</p>
      </section>`;
  }

  #setAside() {
    if (!this._statement && this._problem) return nothing;
    const rejected = this._findings.filter((f) => f.rejected || f.kind === 'HELD').length;
    return html`<section class="panel" aria-labelledby="findings-title">
      <h2 id="findings-title">What validation found</h2>
      ${this._findings.length ? html`<p class="lead">${many(this._findings.length, 'finding')}, ${rejected} kept out of settlement.</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="findings-title"><table id="findings" class="stacked">
        <thead><tr><th scope="col">When</th><th scope="col">Grid element</th><th scope="col">Finding</th><th scope="col">What it means</th></tr></thead>
        <tbody>${this._findings.slice(0, 200).map((f) => html`<tr><td class="nowrap">${format.timeNear(f.at, this.state.now)}</td>
          <th scope="row">${f.element ? evse(f.element) : html`<span class="quiet">not registered</span>`}</th>
          <td><span class="chip" data-state=${f.rejected ? 'bad' : f.kind === 'HELD' ? 'waiting' : ''}>${f.rejected ? 'quarantined' : f.kind === 'HELD' ? 'held' : 'noted'}</span>
            <span class="sub">${FINDING[f.kind] ?? f.kind.toLowerCase().replaceAll('_', ' ')}</span></td>
          <td class="reason wide">${format.local(f.sentence, this.state.now)}</td></tr>`)}</tbody></table></div>`
      : html`<p class="empty">Every reading of this period was accepted.</p>`}</section>`;
  }
}
customElements.define('depot-settlement', Settlement);

function row(id, sums, currency) {
  const load = sums.LOAD ?? { wh: 0, amount: '0' };
  const earned = ['SUPPLY', 'CURTAILMENT'].map((d) => sums[d]).filter(Boolean);
  return html`<tr data-key=${id}><th scope="row">${evse(id)}</th><td class="number" data-label="Drawn, kWh">${format.kwhOfWh(load.wh)}</td><td class="number" data-label="Costs, ${currency}">${format.money(load.amount)}</td>
    <td class="number" data-label="Fed back, curtailed, kWh">${earned.length ? format.kwhOfWh(earned.reduce((t, e) => t + e.wh, 0)) : nothing}</td>
    <td class="number" data-label="Earns, ${currency}">${earned.length ? format.money(earned.reduce((t, e) => t + Number(e.amount), 0)) : nothing}</td></tr>`;
}
