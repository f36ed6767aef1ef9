// Numbers and times as people at the depot read them. Everything shown goes through here.

let zone = 'UTC';

/** @param {string} name IANA name of the depot's time zone */
export function useZone(name) {
  zone = name;
}

export const zoneName = () => zone;

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const thousandths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** No minus zero, and a dash for what is not known. */
const shown = (format, value) => (value == null ? '–' : format.format(value === 0 ? 0 : value).replace('-', '−'));

export const kwh = (value) => shown(whole, value);
export const kw = (value) => shown(Math.abs(value ?? 0) >= 99.95 ? whole : tenths, value);
export const signed = (value) => (value > 0 ? '+' : '') + kw(value);
export const percent = (value) => shown(whole, value);
export const eurPerKwh = (value) => shown(thousandths, value);
export const eur = (value) => shown(Math.abs(value ?? 0) >= 99.95 ? whole : hundredths, value);
export const count = (value) => shown(whole, value);
export const kwhOfWh = (wh) => shown(Math.abs(wh) < 1e6 ? tenths : whole, wh / 1000);
export const money = (value) => shown(hundredths, Number(value));
export const credits = (value) => decimal(value, 5);

export function decimal(value, places) {
  return Number(value).toLocaleString('en-GB', { minimumFractionDigits: places, maximumFractionDigits: places }).replace('-', '−');
}

/** bus-2 before bus-10. */
export const byName = new Intl.Collator('en', { numeric: true }).compare;

const formats = new Map();
function format(options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }));
  }
  return formats.get(key);
}

const HOUR_MINUTE = { hour: '2-digit', minute: '2-digit' };
const DAY = { weekday: 'short' };

/** 22:40; with the zone's name in the hour that clocks show twice when summer time ends */
export function time(at) {
  const date = new Date(at);
  const shownTime = format(HOUR_MINUTE).format(date);
  const twice = [-3600e3, 3600e3].some((hour) => format(HOUR_MINUTE).format(new Date(date.getTime() + hour)) === shownTime);
  return twice ? `${shownTime} ${zoneShort(date)}` : shownTime;
}

const zoneShort = (date) =>
  format({ hour: '2-digit', timeZoneName: 'short' }).formatToParts(date).find((p) => p.type === 'timeZoneName').value;

/** 2026-03-03T05:15, as an input of type datetime-local wants it */
export function localInput(at) {
  const parts = Object.fromEntries(
    format({ year: 'numeric', month: '2-digit', day: '2-digit', ...HOUR_MINUTE }).formatToParts(new Date(at)).map((p) => [p.type, p.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The instant at which the depot's clocks show such a text; the first where they show it twice, null where they never do. */
export function fromLocalInput(text) {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  for (let quarters = -60; quarters <= 60; quarters++) {
    const at = new Date(wall + quarters * 900e3);
    if (localInput(at) === text) return at;
  }
  return null;
}

/** The first instant of a day on the depot's clock; where midnight is left out, the first that there is. @param {string} date 2026-03-02 */
export function dayStart(date, shiftDays) {
  const day = new Date(Date.parse(`${date}T12:00Z`) + shiftDays * 86400e3).toISOString().slice(0, 10);
  return ['00:00', '00:15', '00:30', '00:45', '01:00'].map((at) => fromLocalInput(`${day}T${at}`)).find((at) => at);
}

/** @param {string} month 2026-03 */
export function monthStart(month, shiftMonths) {
  const [year, number] = month.split('-').map(Number);
  return dayStart(new Date(Date.UTC(year, number - 1 + shiftMonths, 1)).toISOString().slice(0, 10), 0);
}

/** Mon 2 Mar 2026 22:40:05 */
export const clock = (at) =>
  format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', ...HOUR_MINUTE, second: '2-digit' })
    .format(new Date(at))
    .replaceAll(',', '');

/** 05:15, with the weekday when it is not today's. */
export function timeNear(at, now) {
  const day = format(DAY).format(new Date(at));
  const far = Math.abs(new Date(at) - new Date(now)) > 6 * 24 * 3600e3;
  if (far) {
    return format({ day: 'numeric', month: 'short', ...HOUR_MINUTE }).format(new Date(at)).replaceAll(',', '');
  }
  return day === format(DAY).format(new Date(now)) ? time(at) : `${day} ${time(at)}`;
}

/** The service's sentences have instants in UTC; people read them on the depot's clock. */
export const local = (sentence, now) =>
  sentence.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g, (instant) => timeNear(instant, now));

/** A span in the coarsest unit that still says something. */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 90 * 60) return `${Math.round(s / 60)} min`;
  if (s < 48 * 3600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} d`;
}
