// How do the parts of one file get into the store? Four at a time, each by an address signed for its own length and checksum.
import { ask, isPassing, text } from './page.js';
import { checksumOf } from './checksums.js';
import { Forgotten, Refused, Unreachable, judge, mustBeReadable, patiently, send } from './sending.js';

const PARALLEL = 4;
const TOGETHER = 8;   // parts that are read, and whose addresses are asked for in one question, before their turn
const TELL_EVERY = 250;   // milliseconds
const WRONG = 3;   // times that the store may say that other bytes came than were sent

export class PartedUpload {
  constructor(file, begun, watch) {
    this.stop = new AbortController();
    const signal = AbortSignal.any([watch.signal, this.stop.signal]);
    Object.assign(this, { file, begun, watch: { ...watch, signal }, live: {}, wrong: {}, told: 0, ready: [], making: null });
    const kept = new Set(begun.have);
    const count = Math.ceil(file.size / begun.part_size);
    this.waiting = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !kept.has(number));
    this.sent = begun.have.reduce((sum, number) => sum + this.part(number).size, 0);
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

  async checksum(number) {
    try {
      return await checksumOf(this.part(number));
    } catch {
      await mustBeReadable(this.file);
      throw new Unreachable();
    }
  }

  /** For each of these parts, where the store takes its very bytes and no others. */
  async sign(numbers) {
    const parts = {};
    for (const number of numbers) parts[number] = await this.checksum(number);
    const addresses = judge(await ask(this.begun.sign, { parts }, { signal: this.watch.signal }));
    return numbers.map((number) => ({ number, sha256: parts[number], url: addresses[number] }));
  }

  async makeReady() {
    const numbers = this.waiting.slice(0, TOGETHER);
    const signed = await this.sign(numbers);
    this.waiting.splice(0, numbers.length);
    this.ready.push(...signed);
  }

  /** The next part with its address, made ready while others are on their way; what fails is told when it is needed. */
  async next() {
    if (this.ready.length < PARALLEL && this.waiting.length && !this.making) {
      this.making = this.makeReady().finally(() => { this.making = null; });
      this.making.catch(() => {});
    }
    if (!this.ready.length) await this.making;
    return this.ready.shift();
  }

  async sendPart(part) {
    if (!part.url) Object.assign(part, ...await this.sign([part.number]));
    const { number, sha256, url } = part;
    const onbytes = (bytes) => { this.live[number] = bytes; this.tell(); };
    const headers = { 'X-Amz-Content-SHA256': sha256 };
    const { status } = await send('PUT', url, this.part(number), { headers, onbytes, signal: this.watch.signal });
    delete this.live[number];
    if (status < 200 || status >= 300) await this.judgePart(part, status);
    this.sent += this.part(number).size;
    this.tell();
  }

  /** Why a part did not get in. It is tried again, read and signed for anew, unless there is no sense in that. */
  async judgePart(part, status) {
    part.url = '';
    if (status === 404) throw new Forgotten();
    if (status === 0) await mustBeReadable(this.file);
    else if (status === 400) this.countWrong(part.number);
    else if (status !== 403 && !isPassing(status)) throw new Refused(text('uploadFailed'));   // 403: the address expired
    throw new Unreachable();
  }

  /** Other bytes came than were sent. */
  countWrong(number) {
    this.wrong[number] = (this.wrong[number] ?? 0) + 1;
    if (this.wrong[number] === WRONG) throw new Refused(text('uploadFailed'));
  }

  async sendAll() {
    const worker = async () => {
      const next = () => patiently(() => this.next(), this.watch);
      for (let part = await next(); part; part = await next()) {
        await patiently(() => this.sendPart(part), this.watch);
      }
    };
    try {
      await Promise.all(Array.from({ length: PARALLEL }, worker));
    } finally {
      this.stop.abort();   // if one part cannot be sent, the others need not try
    }
  }
}
