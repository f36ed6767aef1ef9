// Puts the newest cycle of the depot on the page.

import { Charts } from './charts.js';
import { figures } from './figures.js';
import * as format from './format.js';
import { requests, stations, vehicles } from './lists.js';
import { live } from './live.js';

const PAST_HOURS = 12;
const QUIET_MS = 15_000; // connected, but no control cycle for so long

const $ = (id) => document.getElementById(id);
const charts = new Charts($('corridor-chart'), $('power-chart'));

let shown = null; // the newest cycle
let shownAt = 0; // when it came, this machine's clock
let connected = false;

async function loadPast(state) {
  const to = new Date(state.now);
  const from = new Date(to.getTime() - PAST_HOURS * 3600e3);
  const step = state.conditions.stepSeconds;
  const window = `from=${from.toISOString()}&to=${to.toISOString()}`;
  const [history, conditions] = await Promise.all([
    fetch(`api/corridor/history?${window}`),
    fetch(`api/site/conditions?${window}&stepSeconds=${step}`),
  ]);
  if (history.ok && conditions.ok) charts.past((await history.json()).points, await conditions.json());
}

let pastWanted = true;

function show(state) {
  format.useZone(state.zone);
  shown = state;
  shownAt = performance.now();
  figures(state);
  vehicles($('vehicles'), state);
  stations($('stations'), state);
  requests($('requests'), $('no-requests'), state);
  if (pastWanted) {
    pastWanted = false;
    loadPast(state)
      .catch(() => { pastWanted = true; }) // tried again with the next cycle
      .finally(() => charts.cycle(shown));
  } else {
    charts.cycle(state);
  }
  $('speed').hidden = state.speed === 1;
  $('speed').textContent = `${state.speed}× speed`;
}

function notice(text) {
  $('notice').hidden = !text;
  if ($('notice').textContent !== text) $('notice').textContent = text;
}

function connection(state, text) {
  document.body.dataset.connection = state;
  $('connection').dataset.state = { connected: 'good', quiet: 'waiting', lost: 'bad' }[state];
  if ($('connection').textContent !== text) $('connection').textContent = text;
}

live({
  onOpen() {
    pastWanted = true;
  },
  onCycle: show,
  onBeat() {
    if (!shown) notice('The service runs, but no control cycle has run yet.');
  },
  onState(state, since) {
    connected = state === 'connected';
    if (connected) {
      notice('');
    } else {
      connection('lost', 'connection lost');
      notice(`No connection to the service since ${format.time(since)} on this machine's clock. Trying again; what is shown is old.`);
    }
  },
});

setInterval(() => {
  if (!connected || !shown) return;
  const quiet = performance.now() - shownAt;
  const now = new Date(new Date(shown.now).getTime() + Math.min(quiet, QUIET_MS) * shown.speed);
  $('clock-time').textContent = format.clock(now);
  $('clock-time').dateTime = now.toISOString();
  $('clock-zone').textContent = shown.zone;
  if (quiet > QUIET_MS) {
    connection('quiet', 'no control cycle');
    notice(`Connected, but no control cycle has run for ${format.span(quiet / 1000)}.`);
  } else {
    connection('connected', 'live');
    notice('');
  }
}, 200);
