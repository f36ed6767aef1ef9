// Numbers and times as people at the depot read them. Everything shown goes through here.

let zone = 'UTC';

/** @param {string} name IANA name of the depot's time zone */
export function useZone(name) {
  zone = name;
}

export const zoneName = () => zone;

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const thousandths = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** No minus zero, and a dash for what is not known. */
const shown = (format, value) => (value == null ? '–' : format.format(value === 0 ? 0 : value).replace('-', '−'));

export const kwh = (value) => shown(whole, value);
export const kw = (value) => shown(Math.abs(value ?? 0) >= 99.95 ? whole : tenths, value);
export const percent = (value) => shown(whole, value);
export const eurPerKwh = (value) => shown(thousandths, value);

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

/** 22:40 */
export const time = (at) => format(HOUR_MINUTE).format(new Date(at));

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

/** A span in the coarsest unit that still says something. */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 90 * 60) return `${Math.round(s / 60)} min`;
  if (s < 48 * 3600) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86400)} d`;
}
