// What the service's codes are called, in the words of docs/dictionary.md.

import * as format from './format.js';
import { html, nothing } from './part.js';

export const STATUS = { READY: 'ready', CHARGING: 'charging', WAITING: 'waiting', AT_RISK: 'at risk', AWAY: 'away' };
export const OUTLOOK = { SURE: 'on track', DOUBTFUL: 'doubtful', SHORT: 'misses', FREE: 'no departure' };
export const SOURCE = { CHARGER: 'station', TELEMATICS: 'telematics', COUNTED: 'counted', ASSUMED: 'assumed' };
export const PLAN = { OPTIMAL: 'optimal', BEST_FOUND: 'best found', FALLBACK: 'fallback plan' };

export const CONNECTOR = {
  AVAILABLE: 'available', PREPARING: 'preparing', CHARGING: 'charging', SUSPENDED_EV: 'paused by vehicle', SUSPENDED_EVSE: 'paused by EVSE',
  FINISHING: 'finishing', RESERVED: 'reserved', UNAVAILABLE: 'unavailable', FAULTED: 'faulted', UNKNOWN: 'not known',
};

/** station/number; the number only where a station has several. */
export const evse = (id) => id.replace(/\/1$/, '');

export const limit = (id) => (id === 'site' ? 'the connection' : id);

/** What more of a limit would save, by the plan's shadow prices; a sentence without its end. */
export const saves = (worth, of, now) =>
  `10 kW more ${of} would save about ${format.eur(worth.eurPerKw * 10)} EUR by ${format.timeNear(worth.to, now)}`;

/** What if can raise the connection, not what lies below it. */
export const tryIt = (id) => (id === 'site' ? html` <a href="#/what-if/raised">Try it</a>` : nothing);

const draws = (kw) => (kw > 0.05 ? 'charges' : kw < -0.05 ? 'discharges' : 'waits');

const WHY = {
  PRICE: (doing) => (doing === 'waits' ? 'energy is cheaper at another time' : 'energy is cheap now'),
  LIMIT: (doing, by) =>
    doing === 'waits' ? `${limit(by)} is full, or will be used when energy is cheaper` : `${limit(by)} is full when energy is cheaper`,
  REQUEST: (doing, by) => `request ${by} asks for it`,
  PEAK: () => 'more would raise the highest import, which costs a demand charge',
  RESERVE: (doing, by) => `room is held ready for ${by.startsWith('frequency-') ? 'the frequency response' : by}`,
  MUST_CHARGE: () => 'there is no time to spare before its departure',
  BELOW_MINIMUM: () => 'it is below its least state of charge',
  FULL: () => 'its battery is full',
  ENOUGH: () => 'it holds what its departure needs',
  MINIMUM_POWER: (doing, by) =>
    by ? `${limit(by)} leaves less than its least charging power` : 'its EVSE can only give certain powers',
  RULE: () => 'the fallback plan serves those with least time to spare first',
};

/** A sentence without its end: "waits: energy is cheaper at another time". */
export function why(kw, reason, by) {
  const doing = draws(kw);
  return `${doing}: ${WHY[reason]?.(doing, by ?? '') ?? reason.toLowerCase()}`;
}

export const whyOnly = (kw, reason, by) => WHY[reason]?.(draws(kw), by ?? '') ?? reason.toLowerCase();
export const doing = draws;

const hold = (r) => (r.holdMinutes ? ` for ${r.holdMinutes} min` : '') + (r.firm ? ', firm' : '');
const ASKS = {
  IMPORT_LIMIT: (r) => `import at most ${format.kw(r.kw)} kW`,
  EXPORT_LIMIT: (r) => `export at most ${format.kw(r.kw)} kW`,
  SUM_SOC_BAND: (r) => `keep ${format.kwh(r.lowerKwh)}–${format.kwh(r.upperKwh)} kWh in the vehicles`,
  ALERT: (r) => r.text,
  DISPATCH: (r) => `import ${r.relative ? `${format.kw(Math.abs(r.kw))} kW ${r.kw < 0 ? 'less' : 'more'} than planned` : `${format.kw(r.kw)} kW`}${r.penaltyEurPerKwh > 0 ? `, ${format.eurPerKwh(r.penaltyEurPerKwh)} EUR/kWh for what is off it` : ''}`,
  RESERVE_UP: (r) => `be able to import ${format.kw(r.kw)} kW less${hold(r)}`,
  RESERVE_DOWN: (r) => `be able to import ${format.kw(r.kw)} kW more${hold(r)}`,
};

export const asks = (request) => ASKS[request.kind]?.(request) ?? request.kind.toLowerCase().replaceAll('_', ' ');

/** 2 vehicles, 1 vehicle */
export const many = (n, one, more = `${one}s`) => `${format.count(n)} ${n === 1 ? one : more}`;

/** State of the frequency response: how it looks, its word. */
export const FREQUENCY = {
  MEASURED: ['good', 'follows'], STALE: ['waiting', 'measurement too old'], NO_MEASUREMENT: ['waiting', 'no measurement'],
  OUTSIDE_WINDOW: ['', 'not at this hour'],
};

/** Findings of settlement's validation. */
export const FINDING = {
  CLOCK_AHEAD: 'clock ahead', CONFLICT: 'two values of one instant', NEGATIVE: 'register below zero', BACKWARDS: 'register went back',
  ABOVE_POWER: 'rose faster than possible', ROLLOVER: 'register rolled over', METER_RESET: 'meter reset', METER_EXCHANGE: 'meter exchanged',
  LONG_GAP: 'long gap', HELD: 'interval held', NOT_REGISTERED: 'not registered', SIGNATURE: 'signature', MESSAGE: 'message',
  EDITED: 'interval edited by hand', NOT_PLAUSIBLE: 'not plausible', CLAIMED: 'claimed by somebody else',
};

/** State of a credit report: how it looks, its word, why where the report itself does not say. */
export const REPORT = {
  DRAFT: ['waiting', 'draft', 'A figure is missing.'],
  VALIDATED: ['busy', 'validated', 'It can be handed in.'],
  SUBMITTED: ['waiting', 'submitted', 'The authority has not answered yet.'],
  ACCEPTED: ['good', 'accepted', ''],
  REJECTED: ['bad', 'rejected', ''],
  AMENDED: ['', 'amended', 'A later version takes its place.'],
};

export const NOTICE = {
  PENDING: ['waiting', 'not heard yet'], ACKED: ['good', 'heard'], UNSUPPORTED: ['', 'cannot be told'], FAILED: ['bad', 'not reached'],
};

/** Why less was delivered than ordered. */
export const CAUSE = {
  VEHICLE: 'a vehicle drew otherwise', CHARGER: 'a station failed', COMMS: 'a station was out of reach',
  OPERATOR_CHANGE: 'the operator changed the order', DEPARTURE_PROTECTED: 'a departure was kept',
};
