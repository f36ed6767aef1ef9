// A battery: what it surely holds, what it may hold, what it must leave with.

import * as format from './format.js';
import { html, nothing } from './part.js';
import { SOURCE } from './words.js';

export const percentOf = (v, kwh) => (100 * kwh) / v.capacityKwh;

/** Nothing was ever heard of this vehicle's battery. */
export const unknown = (v) => v.source === 'ASSUMED' && v.sampledAt == null;

export function soc(v, now) {
  if (unknown(v)) return html`<span class="quiet">not known</span>`;
  const low = percentOf(v, v.lowKwh);
  const high = percentOf(v, v.highKwh);
  const plusMinus = Math.max(1, Math.round(v.uncertaintyPercent));
  return html`<span class="soc" title="${format.kwh(v.lowKwh)}–${format.kwh(v.highKwh)} of ${format.kwh(v.capacityKwh)} kWh, ${source(v, now)}">
    <span class="bar" aria-hidden="true"><span class="fill" style="width:${low.toFixed(1)}%"></span><span class="spread"
      style="left:${low.toFixed(1)}%;width:${(high - low).toFixed(1)}%"></span>${v.requiredPercent == null ? nothing : html`<span class="mark"
      style="left:calc(${Math.min(99, v.requiredPercent).toFixed(1)}% - 1px)"></span>`}</span>
    <span class="nowrap">${format.percent(v.socPercent)} % <span class="quiet">±${plusMinus}</span></span></span>`;
}

export function source(v, now) {
  if (unknown(v)) return 'not known';
  const age = v.sampledAt ? `, ${format.span((Date.parse(now) - Date.parse(v.sampledAt)) / 1000)} old` : '';
  return `${SOURCE[v.source]}${age}`;
}
