// Vehicles, stations and requests as table rows.

import * as format from './format.js';
import { chip, element, fill } from './table.js';

const STATUS = { READY: 'ready', CHARGING: 'charging', WAITING: 'waiting', AT_RISK: 'at risk', AWAY: 'away' };
const URGENCY = ['AT_RISK', 'CHARGING', 'WAITING', 'READY', 'AWAY'];
const SOURCE = { CHARGER: 'charger', TELEMATICS: 'telematics', COUNTED: 'counted', ASSUMED: 'assumed' };

export function vehicles(table, state) {
  const order = [...state.vehicles].sort(
    (a, b) =>
      URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status) ||
      (a.departure ?? '9').localeCompare(b.departure ?? '9') ||
      a.id.localeCompare(b.id),
  );
  fill(table, order, (v) => v.id, (v) => ({
    status: v.status,
    cells: [
      element('th', { scope: 'row', class: 'nowrap' }, v.id),
      element('td', {}, soc(v)),
      element('td', { class: 'status' }, chip(v.status, STATUS[v.status]), reason(v, state.now)),
      element('td', { class: 'nowrap' }, v.departure ? format.timeNear(v.departure, state.now) : '–'),
      element(
        'td',
        { class: 'number', title: v.requiredKwh == null ? null : `${format.kwh(v.requiredKwh)} kWh` },
        v.requiredPercent == null ? '–' : `${format.percent(v.requiredPercent)} %`,
      ),
      element('td', { class: 'number' }, v.evse ? format.kw(v.powerKw) : '–'),
      element('td', { class: 'name' }, v.evse ? evse(v.evse) : '–'),
      element('td', { class: 'nowrap quiet' }, source(v)),
    ],
  }));
}

/** station/number; the number only where a station has several. */
const evse = (id) => id.replace(/\/1$/, '');

/** Nothing was ever heard of this vehicle's battery. */
const unknown = (v) => v.source === 'ASSUMED' && v.sampledAt == null;

function source(v) {
  if (unknown(v)) return '–';
  return v.ageSeconds == null ? SOURCE[v.source] : `${SOURCE[v.source]}, ${format.span(v.ageSeconds)}`;
}

function soc(v) {
  if (unknown(v)) return element('span', { class: 'quiet' }, 'not known');
  const low = (100 * v.lowKwh) / v.capacityKwh;
  const high = (100 * v.highKwh) / v.capacityKwh;
  const spread = Math.max(1, Math.round(v.uncertaintyPercent));
  const bar = element(
    'span',
    { class: 'bar', role: 'img', 'aria-label': `${format.percent(v.socPercent)} percent` },
    element('span', { class: 'fill', style: `width:${low.toFixed(1)}%` }),
    element('span', { class: 'spread', style: `left:${low.toFixed(1)}%;width:${(high - low).toFixed(1)}%` }),
    v.requiredPercent == null
      ? null
      : element('span', { class: 'mark', style: `left:calc(${Math.min(99, v.requiredPercent).toFixed(1)}% - 1px)` }),
  );
  return element(
    'span',
    { class: 'soc', title: `${format.kwh(v.lowKwh)}–${format.kwh(v.highKwh)} of ${format.kwh(v.capacityKwh)} kWh` },
    bar,
    element('span', { class: 'nowrap' }, `${format.percent(v.socPercent)} % ±${spread}`),
  );
}

/** Why the plan does with a vehicle what it does now; nothing where the status says it all. */
const held = (v) => v.status === 'WAITING';
const WHY = {
  PRICE: (v) => (held(v) ? 'cheaper later' : null),
  LIMIT: (v) => `${held(v) ? 'waits for' : 'limited by'} ${v.planReasonBy === 'site' ? 'the site' : v.planReasonBy}`,
  REQUEST: (v) => `${held(v) ? 'waits ' : ''}because of ${v.planReasonBy}`,
  PEAK: () => 'keeps the peak low',
  RESERVE: (v) => `${held(v) ? 'waits' : 'charges'} for ${v.planReasonBy}`,
  MUST_CHARGE: (v, now) => (v.departure ? `must leave at ${format.timeNear(v.departure, now)}` : 'no time to spare'),
  BELOW_MINIMUM: () => 'below its minimum',
  MINIMUM_POWER: () => 'at its least power',
};

function reason(v, now) {
  const parts = [];
  if (v.status === 'AT_RISK') parts.push(`${format.kwh(v.shortfallKwh)} kWh short`);
  if (v.reason) parts.push(v.reason);
  else if ((v.status === 'WAITING' || v.status === 'CHARGING') && WHY[v.planReason]) {
    const why = WHY[v.planReason](v, now);
    if (why) parts.push(why);
  }
  if (v.status === 'WAITING' && v.chargesFrom) parts.push(`from ${format.timeNear(v.chargesFrom, now)}`);
  if (v.status === 'AWAY' && v.arrival) {
    const late = new Date(v.arrival) < new Date(now);
    parts.push(`${late ? 'was expected' : 'expected'} ${format.timeNear(v.arrival, now)}`);
  }
  return parts.length ? element('span', { class: 'reason' }, parts.join(': ')) : null;
}

export function stations(table, state) {
  const order = [...state.stations].sort((a, b) => Number(a.connected) - Number(b.connected));
  fill(table, order, (s) => s.evse, (s) => ({
    cells: [
      element('th', { scope: 'row', class: 'name' }, evse(s.evse)),
      element(
        'td',
        {},
        s.connected ? chip('good', 'online') : chip('bad', 'offline'),
        s.connected
          ? null
          : element(
              'span',
              { class: 'reason' },
              s.lastSeen ? `last seen ${format.timeNear(s.lastSeen, state.now)}` : 'never seen',
            ),
      ),
      element(
        'td',
        { class: 'nowrap' },
        s.status.toLowerCase().replace('suspended_ev', 'paused by EV').replace('EVse', 'EVSE'),
        s.error ? element('span', { class: 'reason' }, s.error) : null,
      ),
      element('td', { class: 'name' }, s.vehicle ?? '–'),
      element(
        'td',
        { class: 'number', title: s.setpointUntil ? `until ${format.timeNear(s.setpointUntil, state.now)}` : null },
        `${format.kw(s.powerKw)} / ${format.kw(s.setpointKw)}`,
      ),
    ],
  }));
}

const ASKS = {
  IMPORT_LIMIT: (r) => `import at most ${format.kw(r.kw)} kW`,
  SUM_SOC_BAND: (r) => `keep ${format.kwh(r.lowerKwh)}–${format.kwh(r.upperKwh)} kWh in the vehicles`,
  DISPATCH: (r) => `import ${format.kw(r.kw)} kW, ${format.eurPerKwh(r.penaltyEurPerKwh)} EUR/kWh off it`,
  RESERVE_UP: (r) => `be able to import ${format.kw(r.kw)} kW less for ${r.holdMinutes} min${r.firm ? ', firm' : ''}`,
  RESERVE_DOWN: (r) => `be able to import ${format.kw(r.kw)} kW more for ${r.holdMinutes} min${r.firm ? ', firm' : ''}`,
};

export function requests(table, empty, state) {
  const list = state.requests ?? [];
  const now = new Date(state.now);
  fill(table, list, (r) => r.id, (r) => {
    const open = new Date(r.from) <= now && now < new Date(r.to);
    return {
      cells: [
        element('th', { scope: 'row' }, r.id),
        element(
          'td',
          { class: 'nowrap' },
          `${format.timeNear(r.from, state.now)} – ${format.timeNear(r.to, state.now)} `,
          open ? chip('waiting', 'now') : null,
        ),
        element('td', {}, ASKS[r.kind](r)),
      ],
    };
  });
  empty.hidden = list.length > 0;
  table.hidden = list.length === 0;
}
