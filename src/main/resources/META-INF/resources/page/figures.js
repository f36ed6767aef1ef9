// The numbers that are asked for first.

import * as format from './format.js';

const PLAN = { OPTIMAL: 'optimal', BEST_FOUND: 'best found', FALLBACK: 'fallback rule' };

export function figures(state) {
  const f = state.figures;
  const inside = f.sumKwh >= f.lowerKwh - 0.5 && f.sumKwh <= f.upperKwh + 0.5;
  show('sum', format.kwh(f.sumKwh), `${inside ? 'corridor' : 'outside'} ${format.kwh(f.lowerKwh)}–${format.kwh(f.upperKwh)}`,
    inside ? '' : 'bad', [(f.sumKwh - f.lowerKwh) / (f.upperKwh - f.lowerKwh || 1)]);

  const planned = plannedNow(state);
  show('fleet', format.kw(f.fleetKw), planned == null ? '' : `planned ${format.kw(planned)} kW`, '', [
    f.fleetKw / (f.siteLimitKw || 1),
  ]);

  show('site', format.kw(f.siteKw), `limit ${format.kwh(f.siteLimitKw)}, other ${format.kwh(f.baseLoadKw - f.pvKw)} kW`,
    f.siteKw > f.siteLimitKw + 0.5 ? 'bad' : '', [f.siteKw / (f.siteLimitKw || 1)]);

  show('vehicles', `${f.pluggedIn} of ${f.vehicles}`, `${f.connected} of ${f.stations} EVSEs connected`,
    '', [f.pluggedIn / (f.vehicles || 1)]);

  const risk = state.vehicles.filter((v) => v.status === 'AT_RISK');
  const short = risk.reduce((sum, v) => sum + v.shortfallKwh, 0);
  show('risk', `${risk.length}`, risk.length ? `${format.kwh(short)} kWh short at departure` : 'all promises kept',
    risk.length ? 'bad' : '');

  const plan = state.plan;
  const age = plan?.plannedAt ? format.span((new Date(state.now) - new Date(plan.plannedAt)) / 1000) : '';
  show('plan', plan ? PLAN[plan.status] : 'none', plan ? `${age} old, made in ${format.kwh(plan.millis)} ms` : '',
    !plan || plan.status === 'FALLBACK' ? 'warn' : '');

  const next = nextPrice(state);
  show('price', format.eurPerKwh(f.importEurPerKwh),
    next ? `${format.eurPerKwh(next.price)} from ${format.timeNear(next.at, state.now)}` : '');
}

/** @param {number[]} [shares] how far the meter is filled, 0 to 1 */
function show(name, value, note, level = '', shares = []) {
  const figure = document.getElementById(`figure-${name}`);
  set(figure.querySelector('b'), value);
  set(figure.querySelector('.note'), note);
  figure.dataset.level = level;
  for (const share of shares) {
    figure.querySelector('.meter').style.setProperty('--share', Math.max(0, Math.min(1, share)).toFixed(3));
  }
}

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function plannedNow({ now, plan }) {
  if (!plan) return null;
  const interval = Math.floor((new Date(now) - new Date(plan.start)) / 1000 / plan.stepSeconds);
  return plan.fleetKw[interval] ?? null;
}

function nextPrice({ now, conditions }) {
  const first = Math.max(0, Math.floor((new Date(now) - new Date(conditions.start)) / 1000 / conditions.stepSeconds));
  const prices = conditions.importEurPerKwh;
  for (let t = first + 1; t < prices.length; t++) {
    if (Math.abs(prices[t] - prices[first]) > 1e-4) {
      return { price: prices[t], at: new Date(new Date(conditions.start).getTime() + t * conditions.stepSeconds * 1000) };
    }
  }
  return null;
}
