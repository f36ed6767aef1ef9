// Who looks at the page, signing in and out.

import { Refused, ask } from './api.js';
import { Part, html, nothing } from './part.js';

class SessionMenu extends Part {
  static properties = { _who: { state: true }, _problem: { state: true }, _busy: { state: true }, _why: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.refused = () => this.#ask('This needs another role.');
    addEventListener('corridor-refused', this.refused);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('corridor-refused', this.refused);
  }

  /** Sessions end with the service: after a lost connection it may be another one. */
  async load() {
    try {
      this._who = await ask('api/session');
      this.dispatchEvent(new CustomEvent('session', { detail: this._who, bubbles: true }));
    } catch {
      this._who = null; // the connection says what is wrong
    }
  }

  render() {
    const who = this._who;
    return html`
      ${!who ? nothing : who.signedIn
        ? html`<span class="who">${who.name} <span class="quiet">${who.role}</span></span><button class="plain-text" @click=${() => this.#signOut()}>Sign out</button>`
        : html`<button class="plain-text" id="sign-in" @click=${() => this.#ask('')}>Sign in</button>`}
      <dialog class="small" aria-labelledby="sign-in-title">
        <form class="sheet" @submit=${(e) => this.#signIn(e)}>
          <h2 id="sign-in-title">Sign in</h2>
          ${this._why ? html`<p class="lead">${this._why}</p>` : nothing}
          <label>Name <input name="name" autocomplete="username" required></label>
          <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
          ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
          ${who?.oidc ? html`<p><a class="button" id="sign-in-oidc" href="api/session/oidc">Sign in with your company's account</a></p>` : nothing}
          <p class="actions"><button class="primary" ?disabled=${this._busy}>Sign in</button>
            <button type="button" @click=${() => this.querySelector('dialog').close()}>Cancel</button></p>
        </form>
      </dialog>`;
  }

  #ask(why) {
    this._why = why;
    this._problem = null;
    const dialog = this.querySelector('dialog');
    if (!dialog.open) dialog.showModal();
  }

  async #signIn(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    this._busy = true;
    try {
      await ask('api/session', { method: 'POST', body: { name: data.get('name'), password: data.get('password') }, quiet: true });
      event.target.reset();
      this.querySelector('dialog').close();
      await this.load();
    } catch (e) {
      this._problem = e.message;
      if (!(e instanceof Refused)) throw e;
    } finally {
      this._busy = false;
    }
  }

  async #signOut() {
    await ask('api/session', { method: 'DELETE' });
    await this.load();
  }
}
customElements.define('session-menu', SessionMenu);
