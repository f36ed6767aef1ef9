// What was done by hand.

import { ask } from './api.js';
import * as format from './format.js';
import { Part, html, more, nothing } from './part.js';

const AT_FIRST = 50;

class AuditLog extends Part {
  static properties = { _list: { state: true }, _problem: { state: true }, _shown: { state: true } };

  static every = 5000;

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
    const now = this.state.now;
    const list = this._list ?? [];
    const shown = list.slice(0, this._shown ?? AT_FIRST);
    return html`<h1 class="view" tabindex="-1">Audit log</h1>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      <section class="panel" aria-label="Audit log">
        ${list.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Audit log"><table id="audit" class="stacked">
          <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Asked</th><th scope="col">Before</th></tr></thead>
          <tbody>${shown.map((e) => html`<tr><td class="nowrap">${format.timeNear(e.at, now)}</td>
            <th scope="row">${e.who}<span class="sub">${e.role.toLowerCase()}</span></th>
            <td data-label="What"><span title=${e.action}>${action(e.action)}</span><span class="sub ${e.status < 400 ? '' : 'bad'}">${e.status < 400 ? 'done' : `refused, ${e.status}`}</span></td>
            <td class="wide told" data-label="Asked">${told(e.asked, now)}</td><td class="wide told" data-label="Before">${told(e.before, now)}</td></tr>`)}</tbody></table></div>
          ${more(shown.length, list.length, () => { this._shown = shown.length + AT_FIRST; })}`
        : html`<p class="empty">Nothing was done by hand yet.</p>`}
      </section>`;
  }
}
customElements.define('audit-log', AuditLog);

/** Calls of the API that people make from the page, in words; of others the call itself. */
const ACTIONS = [
  [/^PUT \/api\/vehicles\/([^/]+)\/stay$/, 'stay of $1'],
  [/^POST \/api\/vehicles\/([^/]+)\/soc$/, 'state of charge of $1'],
  [/^POST \/api\/requests$/, 'new grid request'],
  [/^DELETE \/api\/requests\/([^/]+)$/, 'grid request $1 taken back'],
  [/^PUT \/api\/duties$/, 'duties'],
  [/^PUT \/api\/site$/, 'site'],
  [/^PUT \/api\/depot$/, 'depot'],
  [/^POST \/api\/depot\/spiceev$/, 'depot from a SpiceEV scenario'],
  [/^PUT \/api\/accounts\/([^/]+)$/, 'account of $1'],
  [/^DELETE \/api\/accounts\/([^/]+)$/, 'account of $1 removed'],
];

function action(call) {
  const known = ACTIONS.find(([pattern]) => pattern.test(call));
  return known ? decodeURIComponent(call.replace(...known)) : call;
}

/** A short object as words and local times, anything else as it was told. */
function told(text, now) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return format.local(text, now);
  }
  const parts = Object.entries(value ?? {});
  if (Array.isArray(value) || typeof value !== 'object' || parts.some(([, v]) => typeof v === 'object' && v !== null)) return format.local(text, now);
  return format.local(parts.map(([name, v]) => `${name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)} ${v}`).join(', '), now);
}
