// Calls to the relay. The session stands in this module's memory and nowhere else: not in a
// cookie, not in the browser's storage; it ends with the page.
import words from './words.js';

const TIMEOUT_MILLIS = 30_000;
const EARLY_MILLIS = 30_000;

let session = null;
let refreshing = null;
let whenEnded = () => {};

export class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export function fill(text, ...values) {
  return values.reduce((told, value, i) => told.replaceAll(`{${i}}`, value), text);
}

function sentence(text) {
  const told = text.trim();
  return told === '' ? '' : told[0].toUpperCase() + told.slice(1) + (/[.!?]$/.test(told) ? '' : '.');
}

function refusal(status, error) {
  const code = error?.code ?? String(status);
  const seconds = Math.max(1, Math.ceil(Number(error?.retry_after_millis ?? 0) / 1000));
  const own = words[`error.${code}`];
  if (own) {
    return new Refusal(code, fill(own, seconds));
  }
  const told = `${sentence(error?.message ?? '')} ${sentence(error?.hint ?? '')}`.trim();
  return new Refusal(code, told === '' ? fill(words['error.none'], code) : told);
}

async function send(verb, path, body, token, keepalive = false) {
  const headers = {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  let answer;
  let json;
  try {
    answer = await fetch(path, {
      method: verb,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      keepalive,
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
    json = await answer.json();
  } catch {
    throw answer ? refusal(answer.status) : refusal('OFFLINE');
  }
  if (!answer.ok) {
    throw refusal(answer.status, json?.error);
  }
  return json;
}

function keep(opened) {
  const good = Number(opened.access_lifetime_millis);
  session = {
    access: opened.access_token,
    refresh: opened.refresh_token,
    until: performance.now() + good - EARLY_MILLIS,
  };
}

/** What happens when the session ends by itself. */
export function onEnd(action) {
  whenEnded = action;
}

export const isSignedIn = () => session !== null;

function renew() {
  refreshing ??= send('POST', '/v1/sessions/refresh', { refresh_token: session.refresh })
    .then(keep)
    .catch((failure) => {
      if (failure.code === 'UNAUTHENTICATED' || failure.code === 'FORBIDDEN') {
        session = null;
        whenEnded();
      }
      throw failure;
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** A call that needs no token. */
export const ask = (verb, path, body) => send(verb, path, body);

/** A call as whoever is signed in. */
export async function call(verb, path, body) {
  if (session === null) {
    throw new Refusal('UNAUTHENTICATED', words['session.ended']);
  }
  if (performance.now() > session.until) {
    await renew();
  }
  try {
    return await send(verb, path, body, session.access);
  } catch (failure) {
    if (failure.code !== 'UNAUTHENTICATED' || session === null) {
      throw failure;
    }
    await renew();
    return send(verb, path, body, session.access);
  }
}

export async function signIn(email, passphrase) {
  keep(await send('POST', '/v1/sessions', { email, passphrase }));
}

export async function signUp(email, passphrase, invitation) {
  keep(await send('POST', '/v1/accounts', { email, passphrase, invitation }));
}

/** Ends the session here and on the relay. */
export async function signOut() {
  const ended = session;
  session = null;
  if (ended !== null) {
    await send('POST', '/v1/session/revoke', {}, ended.access, true).catch(() => {});
  }
}

addEventListener('pagehide', (event) => {
  if (!event.persisted) {
    signOut();
  }
});
