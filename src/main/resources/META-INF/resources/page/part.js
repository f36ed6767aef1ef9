// What all parts of the page have in common: drawn into the page itself, so that one stylesheet and one tab order hold, and drawn
// anew when the depot changes, at most so often.

import { LitElement, html, nothing } from 'lit';
import { depot, listen } from './store.js';

export { html, nothing, svg } from 'lit';

export const MORE = 100;

/** A button that shows more of a long list, never all of a thousand at once; nothing where all is shown. */
export const more = (shown, all, show) =>
  shown < all ? html`<button type="button" class="plain" @click=${show}>Show ${Math.min(MORE, all - shown)} more of ${all}</button>` : nothing;

export class Part extends LitElement {
  /** Least time between two drawings that only new data asks for, ms. */
  static pace = 250;

  /** Time between two calls of load(), ms; 0 for none in between. */
  static every = 0;

  #silence = null;
  #drawn = 0;
  #due = null;
  #asking = null;
  #lost = depot.connection === 'lost';

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#silence = listen(() => this.#wanted());
    this.load();
    if (this.constructor.every > 0) this.#asking = setInterval(() => this.load(), this.constructor.every);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#silence();
    clearInterval(this.#asking);
    clearTimeout(this.#due);
    this.#due = null;
  }

  /** Asks for what is not in the stream: when it is shown, every so often, and when the connection is there again after it was lost. */
  load() {}

  get depot() {
    return depot;
  }

  get state() {
    return depot.state;
  }

  #wanted() {
    if (depot.connection === 'lost') this.#lost = true;
    else if (this.#lost && depot.connection === 'live') {
      this.#lost = false;
      this.load();
    }
    if (this.#due !== null) return;
    const wait = Math.max(0, this.#drawn + this.constructor.pace - performance.now());
    this.#due = setTimeout(() => {
      this.#due = null;
      this.#drawn = performance.now();
      this.requestUpdate();
    }, wait);
  }
}
