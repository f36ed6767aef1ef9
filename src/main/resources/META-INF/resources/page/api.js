// Asking the service, and saying why it refused.

import { local } from './format.js';
import { depot } from './store.js';

export class Refused extends Error {
  constructor(status, problem) {
    super(problem.error ? local(problem.error, depot.state?.now ?? new Date()) : `The service answered with ${status}.`);
    this.status = status;
    this.allowed = problem.allowed;
  }
}

/** @param {string} path below the page @param {{method?: string, body?: object}} [options] @returns {Promise<any>} */
export async function ask(path, { method = 'GET', body, quiet = false } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused(0, { error: 'The service cannot be reached.' });
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    answer = {};
  }
  if (!response.ok) {
    if (!quiet && method !== 'GET' && (response.status === 401 || response.status === 403)) {
      dispatchEvent(new CustomEvent('corridor-refused', { detail: response.status }));
    }
    throw new Refused(response.status, answer);
  }
  return answer;
}
