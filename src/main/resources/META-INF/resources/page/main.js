// The page's frame: head, views, footer. Which view is shown stands behind the # of the address. Only what the first view needs is
// loaded with the page; the rest follows when that has been drawn, or when it is asked for.

import './overview.js';
import './session.js';
import * as format from './format.js';
import { Part, html, nothing } from './part.js';
import { clock } from './store.js';

const VIEWS = [
  { id: 'tonight', title: 'Departures', show: () => html`<depot-overview></depot-overview>`, load: () => Promise.resolve() },
  { id: 'power', title: 'Power', show: () => html`<depot-power></depot-power>`, load: () => import('./power.js') },
  { id: 'what-if', title: 'What if', show: () => html`<what-if></what-if>`, load: () => import('./what-if.js') },
  { id: 'stations', title: 'Stations', show: () => html`<depot-stations></depot-stations>`, load: () => import('./stations.js') },
  { id: 'requests', title: 'Grid requests', show: () => html`<grid-requests></grid-requests>`, load: () => import('./requests.js') },
  { id: 'settlement', title: 'Settlement', show: () => html`<depot-settlement></depot-settlement>`, load: () => import('./settlement.js') },
  { id: 'credits', title: 'Credits', show: () => html`<depot-credits></depot-credits>`, load: () => import('./credits.js') },
  { id: 'log', title: 'Log', show: () => html`<audit-log></audit-log>`, load: () => import('./audit-log.js'), role: 'admin' },
];

/** Side sheets, by the event that opens them. */
const PANELS = {
  vehicle: () => import('./vehicle-panel.js'),
  instant: () => import('./instant-panel.js'),
  delivery: () => import('./delivery-panel.js'),
};

const CONNECTION = {
  waiting: ['waiting', 'connecting'],
  unreachable: ['bad', 'no connection'],
  empty: ['waiting', 'no cycle yet'],
  live: ['good', 'live'],
  quiet: ['waiting', 'no control cycle'],
  lost: ['bad', 'connection lost'],
};

class CorridorPage extends Part {
  static properties = { _asked: { state: true }, _loaded: { state: true }, _role: { state: true } };

  #rest = false;

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    this._loaded = {};
    this.#go();
    addEventListener('hashchange', () => {
      this.#go();
      this.updateComplete.then(() => {
        this.querySelector('nav a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
        this.querySelector('main h1')?.focus();
      });
    });
    setInterval(() => this.#tick(), 250);
    this.addEventListener('session', (event) => { this._role = event.detail.role; });
    Object.entries(PANELS).forEach(([name, load]) => this.addEventListener(name, async (event) => {
      await load();
      this.querySelector(`${name}-panel`).show(event.detail);
    }));
  }

  /** What the address asks for and the role allows. */
  get #view() {
    return VIEWS.find(({ id, role }) => id === this._asked && (!role || role === this._role)) ?? VIEWS[0];
  }

  #go() {
    this._asked = location.hash.slice(2).split('/')[0];
    const view = VIEWS.find(({ id }) => id === this._asked) ?? VIEWS[0];
    view.load().then(
      () => { this._loaded = { ...this._loaded, [view.id]: 'here' }; },
      () => { this._loaded = { ...this._loaded, [view.id]: 'missing' }; },
    );
  }

  render() {
    const [level, text] = CONNECTION[this.depot.connection];
    document.body.dataset.connection = this.depot.connection;
    const shown = this.#view;
    return html`
      <header class="top">
        <p class="brand"><img src="icon.svg" alt="" width="28" height="28">Corridor</p>
        <nav aria-label="Views">
          ${VIEWS.filter(({ role }) => !role || role === this._role).map(({ id, title }) => html`<a href="#/${id}" aria-current=${shown.id === id ? 'page' : nothing}>${title}</a>`)}
        </nav>
        <p class="clock"><time id="clock-time">–</time> <span id="clock-zone"></span></p>
        <p class="chip" id="speed" ?hidden=${!this.state || this.state.speed === 1}>${this.state?.speed}× speed</p>
        <p class="chip" id="connection" role="status" data-state=${level}>${text}</p>
        <session-menu></session-menu>
      </header>
      <main id="main" tabindex="-1">
        ${this.#notice()}
        ${this.#content(shown)}
      </main>
      <footer>
        <a href="q/swagger-ui">API</a> · <a href="q/openapi">OpenAPI</a> · <a href="q/metrics">Metrics</a> · <a href="q/health">Health</a>
      </footer>
      <vehicle-panel></vehicle-panel>
      <instant-panel></instant-panel>
      <delivery-panel></delivery-panel>`;
  }

  #content({ id, title, show }) {
    if (id === VIEWS[0].id || this._loaded[id] === 'here') return show();
    return this._loaded[id] === 'missing'
      ? html`<h1 class="view" tabindex="-1">${title}</h1><p class="problem" role="alert">This view could not be loaded. <a href="" @click=${() => location.reload()}>Load the page again</a></p>`
      : html`<h1 class="verdict loading" tabindex="-1">Asking for ${title.toLowerCase()} …</h1>`;
  }

  /** The first numbers are there: now the browser has time for the rest. */
  updated() {
    if (this.#rest || !this.state) return;
    this.#rest = true;
    const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 300));
    requestAnimationFrame(() => later(() => [...VIEWS.map(({ load }) => load), ...Object.values(PANELS)]
      .forEach((load) => load().catch(() => {})))); // asked for again when it is wanted
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
