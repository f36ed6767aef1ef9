// What was done by hand.

import { ask } from './api.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';

class AuditLog extends Part {
  static properties = { _list: { state: true }, _problem: { state: true } };

  async load() {
    try {
      this._list = await ask('api/audit');
      this._problem = null;
    } catch (e) {
      this._problem = e.message;
    }
  }

  render() {
    if (!this.state || !(this._list || this._problem)) return html`<h1 class="verdict loading" tabindex="-1">Asking for the log …</h1>`;
    return html`<h1 class="view" tabindex="-1">Audit log</h1>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      <section class="panel" aria-label="Audit log">
        ${this._list?.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Audit log"><table id="audit">
          <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Asked</th><th scope="col">Before</th></tr></thead>
          <tbody>${this._list.map((e) => html`<tr><td class="nowrap">${format.timeNear(e.at, this.state.now)}</td>
            <th scope="row">${e.who}<span class="sub">${e.role.toLowerCase()}</span></th>
            <td>${e.action}<span class="sub ${e.status < 400 ? '' : 'bad'}">${e.status < 400 ? 'done' : `refused, ${e.status}`}</span></td>
            <td class="code">${e.asked}</td><td class="code">${e.before}</td></tr>`)}</tbody></table></div>`
        : html`<p class="empty">Nothing was done by hand yet.</p>`}
      </section>`;
  }
}
customElements.define('audit-log', AuditLog);
