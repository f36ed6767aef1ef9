// The page's frame: head, views, footer. Which view is shown stands behind the # of the address.

import './overview.js';
import './power.js';
import './stations.js';
import './what-if.js';
import './requests.js';
import './settlement.js';
import './credits.js';
import './audit-log.js';
import './session.js';
import './vehicle-panel.js';
import './instant-panel.js';
import './delivery-panel.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { clock, start } from './store.js';

const VIEWS = [
  ['tonight', 'Departures', () => html`<depot-overview></depot-overview>`],
  ['power', 'Power', () => html`<depot-power></depot-power>`],
  ['what-if', 'What if', () => html`<what-if></what-if>`],
  ['stations', 'Stations', () => html`<depot-stations></depot-stations>`],
  ['requests', 'Grid requests', () => html`<grid-requests></grid-requests>`],
  ['settlement', 'Settlement', () => html`<depot-settlement></depot-settlement>`],
  ['credits', 'Credits', () => html`<depot-credits></depot-credits>`],
  ['log', 'Log', () => html`<audit-log></audit-log>`, 'admin'],
];

const place = () => VIEWS.find(([id]) => location.hash === `#/${id}`)?.[0] ?? VIEWS[0][0];

const CONNECTION = {
  waiting: ['waiting', 'connecting'],
  unreachable: ['bad', 'no connection'],
  empty: ['waiting', 'no cycle yet'],
  live: ['good', 'live'],
  quiet: ['waiting', 'no control cycle'],
  lost: ['bad', 'connection lost'],
};

class CorridorPage extends Part {
  static properties = { _view: { state: true }, _role: { state: true } };

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    this._view = place();
    addEventListener('hashchange', () => {
      this._view = place();
      this.updateComplete.then(() => {
        this.querySelector('nav a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
        this.querySelector('main h1')?.focus();
      });
    });
    setInterval(() => this.#tick(), 250);
    this.addEventListener('session', (event) => { this._role = event.detail.role; });
    this.addEventListener('vehicle', (event) => this.querySelector('vehicle-panel').show(event.detail));
    this.addEventListener('delivery', (event) => this.querySelector('delivery-panel').show(event.detail));
    this.addEventListener('instant', (event) => this.querySelector('instant-panel').show(event.detail));
  }

  render() {
    const [level, text] = CONNECTION[this.depot.connection];
    document.body.dataset.connection = this.depot.connection;
    return html`
      <header class="top">
        <p class="brand"><img src="icon.svg" alt="" width="28" height="28">Corridor</p>
        <nav aria-label="Views">
          ${VIEWS.filter(([, , , role]) => !role || role === this._role).map(([id, title]) => html`<a href="#/${id}" aria-current=${this._view === id ? 'page' : nothing}>${title}</a>`)}
        </nav>
        <p class="clock"><time id="clock-time">–</time> <span id="clock-zone"></span></p>
        <p class="chip" id="speed" ?hidden=${!this.state || this.state.speed === 1}>${this.state?.speed}× speed</p>
        <p class="chip" id="connection" role="status" data-state=${level}>${text}</p>
        <session-menu></session-menu>
      </header>
      <main id="main" tabindex="-1">
        ${this.#notice()}
        ${VIEWS.find(([id]) => id === this._view)[2]()}
      </main>
      <footer>
        <a href="q/swagger-ui">API</a> · <a href="q/openapi">OpenAPI</a> · <a href="q/metrics">Metrics</a> · <a href="q/health">Health</a>
      </footer>
      <vehicle-panel></vehicle-panel>
      <instant-panel></instant-panel>
      <delivery-panel></delivery-panel>`;
  }

  #notice() {
    const { connection, lostSince, state } = this.depot;
    const text = {
      lost: () => `No connection to the service since ${format.time(lostSince)}. Trying again. What is shown is from ${format.timeNear(state.now, state.now)} and is old.`,
      unreachable: () => 'The service cannot be reached. Trying again.',
      empty: () => 'The service runs, but no control cycle has run yet.',
      quiet: () => `Connected, but no control cycle has run since ${format.time(state.now)}. What is shown is old.`,
    }[connection]?.();
    return html`<p id="notice" class="notice" role="alert" ?hidden=${!text}>${text ?? ''}</p>`;
  }

  /** The clock alone runs between two cycles. */
  #tick() {
    const shown = this.querySelector('#clock-time');
    if (!this.state || !shown) return;
    const now = clock();
    const text = format.clock(now);
    if (shown.textContent !== text) {
      shown.textContent = text;
      shown.dateTime = now.toISOString();
    }
    const zone = this.querySelector('#clock-zone');
    if (zone.textContent !== this.state.zone) zone.textContent = this.state.zone;
  }
}
customElements.define('corridor-page', CorridorPage);
start();
