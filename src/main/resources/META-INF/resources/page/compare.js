// Two plans side by side: in a sentence, in a table, as two corridors over each other.

import * as format from './format.js';
import { html, nothing, svg } from './part.js';
import { many } from './words.js';

const kept = (misses) => (misses.length ? `${many(misses.length, 'vehicle')} miss${misses.length === 1 ? 'es' : ''}` : 'nobody misses');

export function costs(eur) {
  if (Math.abs(eur) < 0.005) return 'costs nothing';
  return eur > 0 ? `costs ${format.eur(eur)} EUR` : `saves ${format.eur(-eur)} EUR`;
}

/** Those who miss after and not before, or more than before. */
export function newMisses({ before, after }) {
  const was = new Map(before.misses.map((m) => [m.vehicle, m.kwh]));
  return after.misses.filter((m) => m.kwh > (was.get(m.vehicle) ?? 0) + 0.5);
}

/** What it costs and who pays for it, in two sentences. */
export function brief(answer, now) {
  const more = newMisses(answer);
  const before = new Set(answer.before.misses.map((m) => m.vehicle));
  const first = more.filter((m) => !before.has(m.vehicle));
  const worse = more.filter((m) => before.has(m.vehicle));
  const peak = answer.after.peakKw - answer.before.peakKw;
  return html`<p class="brief">It <b>${costs(answer.moreEur)}</b>${Math.abs(peak) >= 0.5 ? html`, the highest import ${peak > 0 ? 'rises' : 'falls'} by ${format.kw(Math.abs(peak))} kW` : nothing}.
    ${first.length ? html`<b class="bad">${kept(first)} because of it.</b>` : 'Nobody misses because of it.'}
    ${worse.length ? html`<b class="bad">${many(worse.length, 'vehicle')} that miss${worse.length === 1 ? 'es' : ''} anyway miss${worse.length === 1 ? 'es' : ''} more.</b>` : nothing}</p>
    ${misses(more, now)}`;
}

export function misses(list, now) {
  if (!list.length) return nothing;
  return html`<ul class="misses">${list.slice(0, 12).map((m) => html`<li><b>${m.vehicle}</b>${m.departure ? ` (${format.timeNear(m.departure, now)})` : ''}: ${format.kwh(m.kwh)} kWh short, ${format.local(m.because, now)}</li>`)}
    ${list.length > 12 ? html`<li>and ${list.length - 12} more</li>` : nothing}</ul>`;
}

export function sideBySide(answer, now) {
  const { before, after } = answer;
  const rows = [
    ['Cost', 'EUR', before.costEur, after.costEur, format.eur],
    ['Energy for vehicles', 'kWh', before.chargedKwh, after.chargedKwh, format.kwh],
    ['Highest import', 'kW', before.peakKw, after.peakKw, format.kw],
    ['Vehicles that miss', '', before.misses.length, after.misses.length, format.count],
    ['Energy missing', 'kWh', sum(before.misses), sum(after.misses), format.kwh],
  ];
  return html`
    <table class="sides"><thead><tr><td></td><th scope="col" class="number">As it is</th><th scope="col" class="number">What if</th><th scope="col" class="number">Difference</th></tr></thead>
      <tbody>${rows.map(([name, unit, a, b, show]) => html`<tr><th scope="row">${name} <span class="unit">${unit}</span></th>
        <td class="number">${show(a)}</td><td class="number">${show(b)}</td><td class="number"><b>${b - a > 0 ? '+' : ''}${show(b - a)}</b></td></tr>`)}</tbody></table>
    <div class="pair">
      ${picture('As it is', before, answer, now)}
      ${picture('What if', after, answer, now)}
    </div>`;
}

const sum = (list) => list.reduce((total, m) => total + m.kwh, 0);

/** A small corridor with the planned sum, and the site's power below it; both sides have the same scales. */
function picture(title, side, { before, after, start, stepSeconds }, now) {
  const W = 520;
  const H = 120;
  const P = 70;
  const n = side.upperKwh.length - 1;
  const mostKwh = Math.max(1, ...before.upperKwh, ...after.upperKwh);
  const mostKw = Math.max(1, ...before.siteKw, ...after.siteKw, ...before.limitKw, ...after.limitKw);
  const x = (k) => ((W * k) / n).toFixed(1);
  const y = (kwh) => (H - ((H - 4) * kwh) / mostKwh).toFixed(1);
  const p = (kw) => (H + 14 + P - ((P - 4) * Math.max(0, kw)) / mostKw).toFixed(1);
  const line = (values, at) => values.map((v, k) => `${k ? 'L' : 'M'}${x(k)} ${at(v)}`).join('');
  const stairs = (values, at) => values.map((v, k) => `${k ? 'L' : 'M'}${x(k)} ${at(v)}L${x(k + 1)} ${at(v)}`).join('');
  const area = `${line(side.upperKwh, y)}${side.lowerKwh.map((_, i) => n - i).map((k) => `L${x(k)} ${y(side.lowerKwh[k])}`).join('')}Z`;
  const end = Date.parse(start) + n * stepSeconds * 1000;
  return html`<figure><figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${W} ${H + P + 16}" role="img" aria-label="${title}: corridor up to ${format.kwh(mostKwh)} kWh, highest import ${format.kw(side.peakKw)} kW">
      ${svg`<path class="s-band" d=${area}/><path class="s-sum" d=${line(side.sumKwh, y)}/>
        <path class="s-limit" d=${stairs(side.limitKw, p)}/><path class="s-site" d=${stairs(side.siteKw, p)}/>
        <line class="s-axis" x1="0" x2=${W} y1=${H} y2=${H}/><line class="s-axis" x1="0" x2=${W} y1=${H + P + 14} y2=${H + P + 14}/>
        <text x="4" y="12">${format.kwh(mostKwh)} kWh</text><text x="4" y=${H + 24}>${format.kwh(mostKw)} kW</text>`}
    </svg>
    <p class="ends quiet"><span>${format.timeNear(start, now)}</span><span>${format.timeNear(end, now)}</span></p></figure>`;
}
