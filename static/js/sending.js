// How does a request that carries bytes get through a net that comes and goes? It waits, longer and longer, and tries again.
import { isPassing, pauseAfter, text } from './page.js';
import { signInAgain } from './session.js';

const HEAD = 65536;

/** Final: the server (or the disk) said no, in words for the person. */
export class Refused extends Error {}
export class Unreachable extends Error {}
class SignedOut extends Error {}
export class Forgotten extends Error {}   // the store has swept this upload: begin anew

const aborted = () => new DOMException('', 'AbortError');

/** Wait, in whole seconds told to `onwait`; shorter if the net comes back or the person is impatient. */
function rest(seconds, { signal, onwait, hurry }) {
  return new Promise((resolve, reject) => {
    let left = Math.max(1, Math.round(seconds));
    const finish = (settle) => { clearInterval(ticking); listening.abort(); settle(); };
    const tick = () => { if (left <= 0) finish(resolve); else onwait(left); left -= 1; };
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener('online', () => finish(resolve), options);
    hurry.addEventListener('hurry', () => finish(resolve), options);
    signal.addEventListener('abort', () => finish(() => reject(aborted())), options);
    const ticking = setInterval(tick, 1000);
    tick();
  });
}

const untilAborted = (signal) => new Promise((_, reject) => { signal.addEventListener('abort', () => reject(aborted())); });

/** Try until it is done: sign in again when asked to, wait longer and longer while nobody answers. */
export async function patiently(work, watch) {
  for (let attempt = 0; ; attempt += 1) {
    if (watch.signal.aborted) throw aborted();
    try {
      return await work();
    } catch (error) {
      if (error instanceof SignedOut) await Promise.race([signInAgain(), untilAborted(watch.signal)]);
      else if (error instanceof Unreachable) await rest(pauseAfter(attempt), watch);
      else throw error;
    }
  }
}

export function judge({ status, body }) {
  if (status >= 200 && status < 300) return body;
  if (status === 401) throw new SignedOut();
  if (isPassing(status)) throw new Unreachable();
  throw new Refused(body.message || text('uploadFailed'));
}

/** One request with a body of bytes; XHR, because fetch does not tell how far it is. */
export function send(method, url, blob, { headers = {}, onbytes, signal }) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    const stop = () => xhr.abort();
    xhr.open(method, url);
    xhr.responseType = 'text';
    Object.entries(headers).forEach(([name, value]) => xhr.setRequestHeader(name, value));
    xhr.upload.onprogress = (event) => onbytes(event.loaded);
    xhr.onload = () => resolve({ status: xhr.status, body: readJson(xhr) });
    xhr.onerror = () => resolve({ status: 0, body: {} });
    xhr.onabort = () => reject(aborted());
    xhr.onloadend = () => signal.removeEventListener('abort', stop);
    signal.addEventListener('abort', stop);
    xhr.send(blob);
  });
}

function readJson(xhr) {
  try {
    return JSON.parse(xhr.responseText);
  } catch {
    return {};
  }
}

/** A file that was moved or changed on the disk looks like a lost connection; tell the two apart. */
export async function mustBeReadable(file) {
  try {
    return await file.slice(0, HEAD).arrayBuffer();
  } catch {
    throw new Refused(text('fileGone'));
  }
}
