// How do the bytes of a document come? By ranges, from an address that lives a minute and is asked for anew.
import { PDFDataRangeTransport } from '../../vendor/pdfjs-dist-6.5.438/pdf.min.mjs';
import { ask, isPassing, pauseAfter } from '../page.js';
import { signInAgain } from '../session.js';

const FRESH = 45_000;
const ATTEMPTS = 6;
const wait = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });

/** The portal no longer shows us the document. */
export class Gone extends Error {}

/** The address of the bytes, as young as it has to be. One question at a time, however many ranges wait for it. */
class Address {
  constructor(url) {
    this.url = url;
    this.asking = null;
    this.at = -Infinity;
  }

  async current() {
    if (performance.now() - this.at < FRESH) return this.known;
    this.asking ??= this.ask().finally(() => { this.asking = null; });
    return this.asking;
  }

  expire() {
    this.at = -Infinity;
  }

  async ask() {
    for (let attempt = 0; ; attempt += 1) {
      const { status, body } = await ask(this.url, undefined, { method: 'GET' });
      if (status === 200) {
        this.known = body;
        this.at = performance.now();
        return body;
      }
      if (status === 401) await signInAgain();
      else if (isPassing(status) && attempt < ATTEMPTS) await wait(pauseAfter(attempt));
      else throw new Gone(`status ${status}`);
    }
  }
}

/** What pdf.js asks for ranges. `onProblem` hears once when the document cannot be had any more. */
export class Bytes extends PDFDataRangeTransport {
  constructor(address, size, onProblem) {
    super(size, null);
    this.address = address;
    this.onProblem = onProblem;
    this.stopped = new AbortController();
  }

  static async at(url, onProblem) {
    const address = new Address(url);
    const { size } = await address.current();
    return new Bytes(address, size, onProblem);
  }

  async requestDataRange(begin, end) {
    try {
      this.onDataRange(begin, await this.fetchRange(begin, end));
    } catch (error) {
      if (error.name !== 'AbortError') this.onProblem(error);
    }
  }

  async fetchRange(begin, end) {
    for (let attempt = 0; ; attempt += 1) {
      const { address } = await this.address.current();
      const bytes = await this.tryRange(address, begin, end);
      if (bytes) return bytes;
      if (attempt >= ATTEMPTS) throw new Gone('no bytes');
      if (attempt) await wait(pauseAfter(attempt - 1));
    }
  }

  /** The bytes, or nothing when it is worth trying again. An address that is refused has had its minute. */
  async tryRange(address, begin, end) {
    try {
      const response = await fetch(address, {
        headers: { Range: `bytes=${begin}-${end - 1}` }, signal: this.stopped.signal, credentials: 'omit', cache: 'no-store',
      });
      if (!response.ok) {
        if (!isPassing(response.status)) this.address.expire();
        return null;
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      const wanted = response.status === 206 ? bytes : bytes.subarray(begin, end);
      return wanted.length === end - begin ? wanted : null;
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      return null;
    }
  }

  abort() {
    this.stopped.abort();
  }
}
