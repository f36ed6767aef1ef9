// What the page knows: the newest cycle, the past, the connection. Parts of the page listen and draw themselves anew.

import { useZone } from './format.js';
import { live } from './live.js';

const PAST_HOURS = 24;
const APART_MS = 30_000; // points of the past, by the depot's clock; the newest may be nearer
const QUIET_MS = 15_000; // connected, but no control cycle for so long

const listeners = new Set();

export const depot = {
  /** Newest cycle; a new object after every change, whose unchanged members are the old ones. */
  state: null,
  /** Cycles of the past, oldest first. */
  history: [],
  /** Conditions of the past, as far as they are known. */
  past: null,
  /** 'waiting' before the first word, 'empty' without a cycle, 'live', 'quiet', 'lost' */
  connection: 'waiting',
  lostSince: null,
  shownAt: 0,
};

/** @param {() => void} listener called at most once a frame @returns {() => void} that ends it */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let drawing = false;
function changed() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    listeners.forEach((listener) => listener());
  });
}

/** RFC 7396; what does not change stays the same object. */
export function patched(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const result = target && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = patched(result[name], value);
  }
  return result;
}

/** The depot's clock now: it runs on at the depot's speed between two cycles. */
export function clock() {
  const { state, shownAt } = depot;
  const since = Math.min(performance.now() - shownAt, QUIET_MS);
  return new Date(Date.parse(state.now) + (depot.connection === 'live' ? since * state.speed : 0));
}

function show(state) {
  useZone(state.zone);
  depot.state = state;
  depot.shownAt = performance.now();
  setConnection('live');
  remember(state);
  changed();
}

function remember({ now, figures }) {
  const { history } = depot;
  const [before, last] = history.slice(-2);
  if (history.length && Date.parse(history.at(-1).at) >= Date.parse(now)) return;
  if (last && Date.parse(last.at) - Date.parse(before.at) < APART_MS) history.pop();
  history.push({
    at: now, upperKwh: figures.upperKwh, lowerKwh: figures.lowerKwh, sumKwh: figures.sumKwh, powerKw: figures.fleetKw,
  });
  const oldest = Date.parse(now) - PAST_HOURS * 3600e3;
  while (Date.parse(history[0].at) < oldest) history.shift();
}

async function loadPast() {
  const { state } = depot;
  const to = new Date(state.now);
  const from = new Date(to.getTime() - PAST_HOURS * 3600e3);
  const span = `from=${from.toISOString()}&to=${to.toISOString()}`;
  const [history, conditions] = await Promise.all([
    fetch(`api/corridor/history?${span}`),
    fetch(`api/site/conditions?${span}&stepSeconds=${state.conditions.stepSeconds}`),
  ]);
  if (!history.ok || !conditions.ok) throw new Error('The past cannot be read.');
  const { points } = await history.json();
  const newer = depot.history.filter((p) => !points.length || Date.parse(p.at) > Date.parse(points.at(-1).at));
  depot.history = [...points, ...newer];
  depot.past = await conditions.json();
  changed();
}

function setConnection(value) {
  if (depot.connection === value) return;
  depot.connection = value;
  changed();
}

export function start() {
  let pastWanted = true;
  const taken = () => {
    if (!pastWanted) return;
    pastWanted = false;
    loadPast().catch(() => { pastWanted = true; }); // tried again with the next cycle
  };
  live({
    onOpen() {
      pastWanted = true;
    },
    onCycle(state) {
      show(state);
      taken();
    },
    onChange(patch) {
      show(patched(depot.state, patch));
      taken();
    },
    onBeat() {
      if (!depot.state) setConnection('empty');
    },
    onState(state, since) {
      if (state === 'lost') {
        depot.lostSince = since;
        setConnection(depot.state ? 'lost' : 'unreachable');
      }
    },
  });
  setInterval(() => {
    if (depot.connection === 'live' && performance.now() - depot.shownAt > QUIET_MS) setConnection('quiet');
  }, 500);
}
