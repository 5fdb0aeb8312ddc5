// How is one page of a document shown? Drawn when it is near, with its text above it to select and to hear, and its links.
import { TextLayer } from '../../vendor/pdfjs-dist-6.5.438/pdf.min.mjs';
import { fill, make } from '../page.js';
import { pageOf } from './contents.js';

const MOST_PIXELS = 12_000_000;   // a phone gives a canvas no more than 16 million

/** How many device pixels a CSS pixel gets, so that the canvas stays within what a phone can hold. */
function sharpness(width, height) {
  return Math.min(globalThis.devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / (width * height)));
}

export class Sheet {
  constructor(pdf, number, { size, label, linkLabel, onText }) {
    Object.assign(this, { pdf, number, linkLabel, onText });
    this.box = make('div', { className: 'sheet', role: 'group', 'aria-label': label });
    this.resize(size);
  }

  /** Width and height in points; how large a point is says the stage. */
  resize({ width, height }) {
    this.size = { width, height };
    this.box.style.setProperty('--w', width);
    this.box.style.setProperty('--h', height);
  }

  async load() {
    this.page ??= await this.pdf.getPage(this.number);
    return this.page;
  }

  /** Draw at so many CSS pixels a point. `onSize` is called first when the page is of another size than guessed. */
  async draw(scale, onSize) {
    if (this.drawn === scale || this.drawing === scale) return;
    this.task?.cancel();
    this.drawing = scale;
    try {
      const page = await this.load();
      const viewport = page.getViewport({ scale });
      const size = { width: viewport.width / scale, height: viewport.height / scale };
      if (size.width !== this.size.width || size.height !== this.size.height) onSize(() => this.resize(size));
      if (this.drawing !== scale) return;
      const canvas = await this.paint(page, viewport);
      this.box.querySelector('canvas')?.remove();
      this.box.prepend(canvas);
      this.drawn = scale;
      if (!this.layer) await this.lay(page, viewport);
    } catch (error) {
      if (error.name !== 'RenderingCancelledException') throw error;
    } finally {
      if (this.drawing === scale) this.drawing = null;
    }
  }

  async paint(page, viewport) {
    const ratio = sharpness(viewport.width, viewport.height);
    const canvas = make('canvas', {
      width: Math.floor(viewport.width * ratio), height: Math.floor(viewport.height * ratio), 'aria-hidden': 'true',
    });
    this.task = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
    await this.task.promise;
    return canvas;
  }

  async lay(page, viewport) {
    const container = make('div', { className: 'textLayer' });
    this.layer = new TextLayer({ textContentSource: await page.getTextContent(), container, viewport });
    await this.layer.render();
    if (!this.layer) return;
    this.box.append(container, ...await this.links(page, viewport));
    this.onText(this);
  }

  async links(page, viewport) {
    const notes = (await page.getAnnotations()).filter((note) => note.subtype === 'Link');
    const made = await Promise.all(notes.map((note) => this.link(note)));
    return made.map((link, at) => link && this.place(link, notes[at], viewport)).filter(Boolean);
  }

  async link({ url, dest }) {
    if (url && /^(https?|mailto):/.test(url)) {
      const label = fill(this.linkLabel, { where: new URL(url).host || url.slice(7) });
      return make('a', { className: 'sheet__link', href: url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': label });
    }
    const number = await pageOf(this.pdf, dest);
    if (!number) return null;
    return make('a', { className: 'sheet__link', href: `#side=${number}`, 'aria-label': fill(this.linkLabel, { where: number }) });
  }

  place(link, { rect }, viewport) {
    const [x1, y1, x2, y2] = viewport.convertToViewportRectangle(rect);
    const share = (value, whole) => `${(100 * value) / whole}%`;
    link.style.left = share(Math.min(x1, x2), viewport.width);
    link.style.top = share(Math.min(y1, y2), viewport.height);
    link.style.width = share(Math.abs(x2 - x1), viewport.width);
    link.style.height = share(Math.abs(y2 - y1), viewport.height);
    return link;
  }

  /** Mark pieces of the text: each is {item, from, to, isChosen}. Gives the chosen mark, to look at. */
  mark(pieces) {
    if (!this.layer) return null;
    const { textDivs, textContentItemsStr: strings } = this.layer;
    this.marked?.forEach((item) => { textDivs[item].textContent = strings[item]; });
    this.marked = new Set(pieces.map(({ item }) => item));
    let chosen = null;
    for (const item of this.marked) {
      let at = 0;
      const nodes = [];
      for (const piece of pieces.filter((one) => one.item === item)) {
        const mark = make('mark', { className: piece.isChosen ? 'is-chosen' : '' }, strings[item].slice(piece.from, piece.to));
        if (piece.isChosen) chosen ??= mark;
        nodes.push(strings[item].slice(at, piece.from), mark);
        at = piece.to;
      }
      textDivs[item].replaceChildren(...nodes, strings[item].slice(at));
    }
    return chosen;
  }

  /** Far away: give the memory back. */
  clear() {
    this.task?.cancel();
    this.layer?.cancel();
    this.layer = this.marked = this.drawn = this.drawing = null;
    this.box.replaceChildren();
    this.page?.cleanup();
  }
}
