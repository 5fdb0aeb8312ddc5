// How do we say how far a file has come? "0,7 af 1,8 GB, cirka 4 minutter tilbage", in the language of the page.
import { language, text } from './page.js';

const UNITS = [[1e9, 'GB', 1], [1e6, 'MB', 1], [1e3, 'kB', 0], [1, 'B', 0]];
const WINDOW = 15;   // seconds of sending that the estimate looks back on

const unitOf = (bytes) => UNITS.find(([size]) => bytes >= size) ?? UNITS.at(-1);
const numberIn = (bytes, [size, , digits]) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(bytes / size);

export function sizeWords(bytes) {
  const unit = unitOf(bytes);
  return `${numberIn(bytes, unit)} ${unit[1]}`;
}

/** How much of a bar is full, out of a thousand: "49 %", in English "49%". */
export const percent = (thousandths) => new Intl.NumberFormat(language, { style: 'percent' }).format(Math.floor(thousandths / 10) / 100);

export function timeWords(seconds) {
  if (!Number.isFinite(seconds)) return '';
  return seconds < 60 ? text('underAMinute') : text('minutesLeft', { n: Math.round(seconds / 60) });
}

/** "0,7 af 1,8 GB": both in the unit of the whole. */
export function farWords(sent, total) {
  const unit = unitOf(total);
  return text('uploadProgress', { sent: numberIn(sent, unit), total: `${numberIn(total, unit)} ${unit[1]}` });
}

/** Remembers the last seconds of sending and says how far it is. */
export class Pace {
  constructor() { this.marks = []; }

  words(sent, total) {
    const now = performance.now() / 1000;
    this.marks.push([now, sent]);
    while (this.marks.length > 2 && now - this.marks[0][0] > WINDOW) this.marks.shift();
    const [[since, before]] = this.marks;
    const speed = now - since > 2 ? (sent - before) / (now - since) : 0;
    const far = farWords(sent, total);
    const left = speed > 0 ? timeWords((total - sent) / speed) : '';
    return left ? `${far}, ${left}` : far;
  }
}
