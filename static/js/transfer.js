// How does one file get across, whatever the net does? In signed parts straight to the store, or whole through the portal.
import { ask, csrfToken, isPassing, pauseAfter, text } from './page.js';
import { signInAgain } from './session.js';

const PARALLEL = 4;
const SIGN_AT_ONCE = 20;
const FINGERPRINTED = 65536;
const ROUNDS = 3;

/** Final: the server (or the disk) said no, in words for the person. */
export class Refused extends Error {}
class Unreachable extends Error {}
class SignedOut extends Error {}
class Forgotten extends Error {}   // the store has swept this upload: begin anew

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
async function patiently(work, watch) {
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

function judge({ status, body }) {
  if (status >= 200 && status < 300) return body;
  if (status === 401) throw new SignedOut();
  if (isPassing(status)) throw new Unreachable();
  throw new Refused(body.message || text('uploadFailed'));
}

/** One request with a body of bytes; XHR, because fetch does not tell how far it is. */
function send(method, url, blob, { headers = {}, onbytes, signal }) {
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
async function mustBeReadable(file) {
  try {
    return await file.slice(0, FINGERPRINTED).arrayBuffer();
  } catch {
    throw new Refused(text('fileGone'));
  }
}

async function fingerprint(file) {
  const head = await mustBeReadable(file);
  const facts = [file.name, file.size, file.lastModified];
  if (!crypto.subtle) return facts.join('|');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', head));
  return [...facts, [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')].join('|');
}

class PartedUpload {
  constructor(file, begun, watch) {
    this.stop = new AbortController();
    const signal = AbortSignal.any([watch.signal, this.stop.signal]);
    Object.assign(this, { file, begun, watch: { ...watch, signal }, urls: {}, live: {} });
    this.kept = new Set(begun.have);
    const count = Math.ceil(file.size / begun.part_size);
    this.waiting = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !this.kept.has(number));
    this.sent = [...this.kept].reduce((sum, number) => sum + this.part(number).size, 0);
  }

  part(number) {
    const from = (number - 1) * this.begun.part_size;
    return this.file.slice(from, Math.min(from + this.begun.part_size, this.file.size));
  }

  tell() {
    const moving = Object.values(this.live).reduce((sum, bytes) => sum + bytes, 0);
    this.watch.onprogress(Math.min(this.sent + moving, this.file.size));
  }

  async urlFor(number) {
    if (!this.urls[number]) {
      const parts = [number, ...this.waiting.slice(0, SIGN_AT_ONCE - 1)];
      Object.assign(this.urls, judge(await ask(this.begun.sign, { parts }, { signal: this.watch.signal })));
    }
    return this.urls[number];
  }

  async sendPart(number) {
    const url = await this.urlFor(number);
    const onbytes = (bytes) => { this.live[number] = bytes; this.tell(); };
    const { status } = await send('PUT', url, this.part(number), { onbytes, signal: this.watch.signal });
    delete this.live[number];
    if (status === 404) throw new Forgotten();
    if (status >= 200 && status < 300) { this.sent += this.part(number).size; this.tell(); return; }
    if (status === 403) this.urls = {};   // the signature has expired
    else if (status === 0) await mustBeReadable(this.file);
    else if (!isPassing(status)) throw new Refused(text('uploadFailed'));
    throw new Unreachable();
  }

  async sendAll() {
    const worker = async () => {
      for (let number = this.waiting.shift(); number; number = this.waiting.shift()) {
        await patiently(() => this.sendPart(number), this.watch);
      }
    };
    try {
      await Promise.all(Array.from({ length: PARALLEL }, worker));
    } finally {
      this.stop.abort();   // if one part cannot be sent, the others need not try
    }
  }
}

/** Straight to the store. `watch`: {signal, hurry, onprogress, onwait, onbegun, onfinishing}. */
export async function sendDirect(file, { begin }, watch) {
  const question = { name: file.name, size: file.size, media_type: file.type, fingerprint: await fingerprint(file) };
  const post = (url, body) => patiently(async () => judge(await ask(url, body, { signal: watch.signal })), watch);
  for (let round = 1; ; round += 1) {
    const begun = await post(begin, question);
    watch.onbegun(begun);
    try {
      await new PartedUpload(file, begun, watch).sendAll();
      watch.onfinishing();
      return await post(begun.finish, {});
    } catch (error) {
      if (!(error instanceof Forgotten)) throw error;
      if (round === ROUNDS) throw new Refused(text('uploadFailed'));
    }
  }
}

/** Through the portal: confidential files never get an address of their own. */
export async function sendThrough(file, { send: url }, watch) {
  await mustBeReadable(file);
  return patiently(async () => {
    const headers = {
      Accept: 'application/json',
      'Content-Type': 'application/octet-stream',
      'X-CSRFToken': csrfToken(),
      'X-File-Name': encodeURIComponent(file.name),
    };
    const onbytes = (bytes) => (bytes < file.size ? watch.onprogress(bytes) : watch.onfinishing());
    const answer = await send('POST', url, file, { headers, onbytes, signal: watch.signal });
    if (answer.status === 0) await mustBeReadable(file);
    return judge(answer);
  }, watch);
}
