// What all parts of the page have in common: drawn into the page itself, so that one stylesheet and one tab order hold, and drawn
// anew when the depot changes, at most so often.

import { LitElement } from 'lit';
import { depot, listen } from './store.js';

export { html, nothing, svg } from 'lit';

export class Part extends LitElement {
  /** Least time between two drawings that only new data asks for, ms. */
  static pace = 250;

  #silence = null;
  #drawn = 0;
  #due = null;
  #lost = depot.connection === 'lost';

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#silence = listen(() => this.#wanted());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#silence();
    clearTimeout(this.#due);
    this.#due = null;
  }

  /** The connection is there again after it was lost. */
  back() {}

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
      this.back();
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
