// Which pages are in view, how large are they, and how does one get to another? The pages stand under one another.
import { fill, make } from '../page.js';
import { Sheet } from './sheet.js';

const POINT = 96 / 72;
const LARGEST_FIT = 1.3;   // a page on a wide screen is a little larger than on paper, and no more
const STEP = 1.2;
const [LEAST, MOST] = [0.5, 4];
const KEPT = 3;            // pages kept on each side of those in view

export class Stage {
  constructor(element, pdf, size, { texts, onPage, onText }) {
    Object.assign(this, { element, onPage });
    this.zoom = 1;
    this.current = 1;
    this.widest = size.width;
    const options = { size, linkLabel: texts.link, onText };
    this.sheets = Array.from({ length: pdf.numPages }, (_, at) => (
      new Sheet(pdf, at + 1, { ...options, label: fill(texts.page, { n: at + 1, total: pdf.numPages }) })));
    this.list = make('div', { className: 'reader__pages' }, ...this.sheets.map(({ box }) => box));
    element.prepend(this.list);
    this.fit();
    element.addEventListener('scroll', () => this.soon(), { passive: true });
    new ResizeObserver(() => this.steady(() => this.fit())).observe(element);
  }

  /** The scale at which the page fills the width, times what the reader asked for. */
  fit() {
    const room = this.element.clientWidth - (this.element.clientWidth < 700 ? 0 : 48);
    const fitting = Math.min(room / this.widest, LARGEST_FIT * POINT);
    this.scale = Math.max(0.1, fitting * this.zoom);
    this.list.style.setProperty('--scale-factor', this.scale);
    this.soon();
  }

  enlarge(step) {
    const zoom = Math.min(MOST, Math.max(LEAST, this.zoom * STEP ** step));
    this.steady(() => { this.zoom = zoom; this.fit(); });
  }

  /** Do what changes sizes, and stay at the same place of the same page. */
  steady(change) {
    const { box } = this.sheets[this.current - 1];
    const share = (this.element.scrollTop - box.offsetTop) / (box.offsetHeight || 1);
    change();
    this.element.scrollTop = box.offsetTop + share * box.offsetHeight;
  }

  soon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.look();
    });
  }

  /** Which page is in view, and which ones have to be drawn: what one sees, and the next. */
  look() {
    const top = this.element.scrollTop;
    const bottom = top + this.element.clientHeight;
    const seen = this.sheets.filter(({ box }) => box.offsetTop < bottom && box.offsetTop + box.offsetHeight > top);
    if (!seen.length) return;
    const middle = top + this.element.clientHeight * 0.4;
    const here = seen.findLast(({ box }) => box.offsetTop <= middle) ?? seen[0];
    if (here.number !== this.current || !this.isShown) {
      this.current = here.number;
      this.isShown = true;
      this.onPage(here.number);
    }
    this.drawNear(here, seen);
  }

  drawNear(here, seen) {
    const next = this.sheets[seen.at(-1).number];
    const wanted = [here, ...seen.filter((sheet) => sheet !== here), ...(next ? [next] : [])];
    const [first, last] = [seen[0].number - KEPT, seen.at(-1).number + KEPT];
    this.sheets.filter((s) => (s.drawn || s.drawing) && (s.number < first || s.number > last)).forEach((s) => s.clear());
    this.queue = wanted;
    this.working ??= this.work().finally(() => { this.working = null; });
  }

  /** One page after the other, the one in view first; what has left the queue meanwhile is not drawn. */
  async work() {
    while (this.queue.length) {
      const sheet = this.queue.shift();
      await sheet.draw(this.scale, (resize) => this.steady(resize));
    }
  }

  go(number) {
    const wanted = Math.min(this.sheets.length, Math.max(1, number));
    this.element.scrollTop = this.sheets[wanted - 1].box.offsetTop - 4;
    this.look();
  }

  /** Bring a piece of a page to where one looks first; nothing but the stage moves. */
  show(piece) {
    const [there, here] = [piece.getBoundingClientRect(), this.element.getBoundingClientRect()];
    const isBeside = there.left < here.left || there.right > here.right;
    this.element.scrollBy(isBeside ? there.left - here.left - here.width / 3 : 0, there.top - here.top - here.height / 3);
  }
}
