// The books: what every account holds, the bookings of one of them, and everything added up again.

import { ask } from './api.js';
import * as format from './format.js';
import { MORE, Part, html, more, nothing } from './part.js';
import { many } from './words.js';

const AT_FIRST = 12;
const FIRST = ['party/', 'market/', 'holder/', 'authority/', 'grid/'];
const rank = (account) => (FIRST.findIndex((p) => account.startsWith(p)) + FIRST.length + 1) % (FIRST.length + 1);
const unit = (commodity) => (commodity === 'Wh' ? 'kWh' : commodity.startsWith('MONEY:') ? commodity.slice(6) : `credits ${commodity.slice(7)}`);
const amount = (commodity, value) => (commodity === 'Wh' ? format.kwhOfWh(Number(value)) : commodity.startsWith('MONEY:') ? format.money(value) : format.credits(value));

class LedgerAccounts extends Part {
  static pace = 5000;
  static properties = {
    _balances: { state: true }, _search: { state: true }, _most: { state: true }, _check: { state: true }, _problem: { state: true },
    _account: { state: true }, _bookings: { state: true },
  };

  constructor() {
    super();
    this._search = '';
  }

  async load() {
    await this.#asking(async () => { this._balances = (await ask('api/ledger/balances')).balances; });
  }

  async #asking(work) {
    try {
      await work();
      this._problem = null;
    } catch (e) {
      this._problem = e.message;
    }
  }

  async #open(account) {
    this._account = this._account === account ? null : account;
    this._bookings = null;
    if (!this._account) return;
    const to = new Date(Date.parse(this.state.now) + 1000);
    const from = new Date(to.getTime() - 7 * 86400e3);
    await this.#asking(async () => {
      const { bookings } = await ask(`api/ledger/bookings?account=${encodeURIComponent(account)}&from=${from.toISOString()}&to=${to.toISOString()}`);
      if (this._account === account) this._bookings = bookings.reverse();
    });
  }

  render() {
    if (!this.state || !(this._balances || this._problem)) return html`<p class="loading">Asking for the accounts …</p>`;
    const search = this._search.trim().toLowerCase();
    const found = (this._balances ?? []).filter((b) => !search || b.account.toLowerCase().includes(search))
      .sort((a, b) => rank(a.account) - rank(b.account) || a.account.localeCompare(b.account, 'en', { numeric: true }));
    const shown = found.slice(0, this._most ?? AT_FIRST);
    return html`
      <div class="tools"><label class="search"><span class="sr">Find an account</span>
          <input type="search" placeholder="Find an account" .value=${this._search} @input=${(e) => { this._search = e.target.value; }}></label>
        <button type="button" @click=${() => this.#asking(async () => { this._check = await ask('api/ledger/check'); await this.load(); })}>Add everything up again</button>
        <span role="status" id="ledger-check" class=${this._check && !this.#sound() ? 'problem' : 'quiet'}>${this.#checked()}</span></div>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      ${found.length ? html`<div class="scroll" tabindex="0" role="region" aria-labelledby="ledger-title"><table id="accounts">
        <thead><tr><th scope="col">Account</th><th scope="col" class="number">Balance</th><th scope="col">Unit</th></tr></thead>
        <tbody>${shown.map((b) => html`<tr><th scope="row"><button class="link" aria-expanded=${this._account === b.account} @click=${() => this.#open(b.account)}>${b.account}</button></th>
          <td class="number">${amount(b.commodity, b.amount)}</td><td>${unit(b.commodity)}</td></tr>`)}</tbody></table></div>`
      : html`<p class="empty">${search ? 'No account is called so.' : 'Nothing is booked yet.'}</p>`}
      ${more(shown.length, found.length, () => { this._most = shown.length + MORE; })}
      ${this._account ? this.#opened() : nothing}`;
  }

  #sound() {
    return this._check.balanced && this._check.chained && !this._check.faults.length;
  }

  #checked() {
    const c = this._check;
    if (!c) return '';
    return this.#sound()
      ? `${many(c.bookings, 'booking')} with ${many(c.postings, 'posting')} add up to zero; the chain of hashes is whole.`
      : `The books do not add up: ${c.faults.join('; ') || 'a sum or hash differs'}`;
  }

  #opened() {
    const list = this._bookings;
    return html`<section aria-labelledby="bookings-title" class="below"><h3 id="bookings-title">Bookings of ${this._account}, the last seven days</h3>
      ${list == null ? html`<p class="loading">Asking …</p>` : list.length ? html`<div class="scroll tall" tabindex="0" role="region" aria-labelledby="bookings-title"><table id="bookings" class="stacked">
        <thead><tr><th scope="col">When</th><th scope="col">For</th><th scope="col" class="number">Amount</th><th scope="col">Against</th></tr></thead>
        <tbody>${list.slice(0, 200).map((b) => b.postings.filter((p) => p.account === this._account).map((p) => html`<tr><td class="nowrap">${format.timeNear(b.bookedAt, this.state.now)}</td>
          <th scope="row">${b.reference}<span class="sub">${b.kind.toLowerCase().replaceAll('_', ' ')}</span></th><td class="number nowrap" data-label="Amount">${amount(p.commodity, p.amount)} <span class="unit">${unit(p.commodity)}</span></td>
          <td class="wide" data-label="Against">${b.postings.filter((o) => o.commodity === p.commodity && o.account !== p.account).map((o) => o.account).join(', ')}</td></tr>`))}</tbody></table></div>`
      : html`<p class="empty">None.</p>`}</section>`;
  }
}
customElements.define('ledger-accounts', LedgerAccounts);
