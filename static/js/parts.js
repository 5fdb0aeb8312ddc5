// How do the parts of one file get into the store? Four at a time, each by an address signed for its own length and checksum.
import { ask, isPassing, text } from './page.js';
import { checksumOf } from './checksums.js';
import { Forgotten, Refused, Unreachable, judge, mustBeReadable, patiently, send } from './sending.js';

const PARALLEL = 4;
const AHEAD = 8;   // parts whose checksum is worked out, and whose address is asked for, before their turn
const TELL_EVERY = 250;   // milliseconds
const WRONG = 3;   // times that the store may say that other bytes came than were sent

export class PartedUpload {
  constructor(file, begun, watch) {
    this.stop = new AbortController();
    const signal = AbortSignal.any([watch.signal, this.stop.signal]);
    Object.assign(this, { file, begun, watch: { ...watch, signal }, urls: {}, live: {}, sums: {}, wrong: {}, signing: null, told: 0 });
    this.kept = new Set(begun.have);
    const count = Math.ceil(file.size / begun.part_size);
    this.waiting = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !this.kept.has(number));
    this.sent = [...this.kept].reduce((sum, number) => sum + this.part(number).size, 0);
  }

  part(number) {
    const from = (number - 1) * this.begun.part_size;
    return this.file.slice(from, Math.min(from + this.begun.part_size, this.file.size));
  }

  /** A few times a second: to draw a row costs as much as to send a megabyte. */
  tell() {
    const now = performance.now();
    if (now - this.told < TELL_EVERY) return;
    this.told = now;
    const moving = Object.values(this.live).reduce((sum, bytes) => sum + bytes, 0);
    this.watch.onprogress(Math.min(this.sent + moving, this.file.size));
  }

  /** Begin on the checksum of a part, if nobody has; `sums` holds the promise, and then `md5` what came of it. */
  sum(number) {
    if (!this.sums[number]) {
      const made = { md5: '' };
      made.promise = checksumOf(this.part(number)).then((md5) => { made.md5 = md5; });
      made.promise.catch(() => { delete this.sums[number]; });
      this.sums[number] = made;
    }
    return this.sums[number].promise;
  }

  /** One question for the addresses of every part that has its checksum and lacks its address. */
  async askForAddresses() {
    const parts = {};
    for (const [number, { md5 }] of Object.entries(this.sums)) if (md5 && !this.urls[number]) parts[number] = md5;
    if (Object.keys(parts).length) {
      Object.assign(this.urls, judge(await ask(this.begun.sign, { parts }, { signal: this.watch.signal })));
    }
  }

  sign() {
    this.signing ??= this.askForAddresses().finally(() => { this.signing = null; });
    return this.signing;
  }

  /** Work ahead, so that a part whose turn comes has its address; what fails here is told when the turn comes. */
  lookAhead() {
    const next = this.waiting.slice(0, AHEAD);
    next.forEach((number) => this.sum(number).catch(() => {}));
    if (next.slice(0, PARALLEL).some((number) => this.sums[number].md5 && !this.urls[number])) this.sign().catch(() => {});
  }

  async urlFor(number) {
    while (!this.urls[number]) {
      try {
        await this.sum(number);
      } catch {
        await mustBeReadable(this.file);
        throw new Unreachable();
      }
      await this.sign();
    }
    return this.urls[number];
  }

  async sendPart(number) {
    this.lookAhead();
    const url = await this.urlFor(number);
    const onbytes = (bytes) => { this.live[number] = bytes; this.tell(); };
    const headers = { 'Content-MD5': this.sums[number].md5 };
    const { status } = await send('PUT', url, this.part(number), { headers, onbytes, signal: this.watch.signal });
    delete this.live[number];
    if (status >= 200 && status < 300) this.keep(number);
    else await this.judgePart(number, status);
  }

  keep(number) {
    this.sent += this.part(number).size;
    delete this.sums[number];
    delete this.urls[number];
    this.tell();
  }

  async judgePart(number, status) {
    if (status === 404) throw new Forgotten();
    if (status === 403) this.urls = {};   // the signature has expired
    else if (status === 400) this.sendAnew(number);
    else if (status === 0) await mustBeReadable(this.file);
    else if (!isPassing(status)) throw new Refused(text('uploadFailed'));
    throw new Unreachable();
  }

  /** Other bytes came than were sent: once more, with the checksum worked out anew. */
  sendAnew(number) {
    this.wrong[number] = (this.wrong[number] ?? 0) + 1;
    if (this.wrong[number] === WRONG) throw new Refused(text('uploadFailed'));
    delete this.sums[number];
    delete this.urls[number];
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
