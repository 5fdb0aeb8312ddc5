// How does a list get another order by hand? A handle that is dragged, or moved with the arrow keys; one post with the whole order.
import { $, $$, ask, fill, make } from './page.js';
import { signInAgain } from './session.js';
import { toast } from './toasts.js';

const EDGE = 60;      // pixels from the edge of the window where it begins to scroll
const PAUSE = 900;    // after the last arrow key the order is sent

class Sorting {
  constructor(list) {
    this.list = list;
    this.saved = this.rows;
    this.status = make('p', { className: 'visually-hidden', role: 'status' });
    list.after(this.status);
    for (const handle of $$('[data-sort-handle]', list)) {
      handle.hidden = false;
      handle.addEventListener('pointerdown', (event) => this.take(event, handle));
      handle.addEventListener('keydown', (event) => this.key(event, handle));
      handle.addEventListener('blur', () => this.finish());
    }
  }

  get rows() { return $$(':scope > [data-sort]', this.list); }

  put(rows) {
    this.isBusy = true;   // moving rows takes the focus away for a moment
    this.list.append(...rows);
    this.isBusy = false;
    this.tidy();
  }

  /** Without script the buttons at both ends rest; they follow the order. */
  tidy() {
    const buttons = this.rows.map((row) => $$('button[value="op"], button[value="ned"]', row));
    buttons.forEach(([up, down], index) => {
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === buttons.length - 1;
    });
  }

  /** The document listens: a row that is moved lets go of a pointer it has caught, and of the focus. */
  take(event, handle) {
    if (event.button !== 0) return;
    event.preventDefault();
    const row = handle.closest('[data-sort]');
    this.isBusy = true;
    row.classList.add('is-moving');
    const move = (moved) => this.drag(row, moved.clientY);
    const end = (ended) => {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener);
      row.classList.remove('is-moving');
      this.isBusy = false;
      if (ended.type === 'pointercancel') this.put(this.saved);
      else this.finish();
      handle.focus({ preventScroll: true });
    };
    const listeners = [['pointermove', move], ['pointerup', end], ['pointercancel', end]];
    for (const [name, listener] of listeners) document.addEventListener(name, listener);
  }

  drag(row, y) {
    if (y < EDGE) scrollBy(0, -12);
    else if (y > innerHeight - EDGE) scrollBy(0, 12);
    const middle = (other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
    const others = this.rows.filter((other) => other !== row);
    const next = others.find((other) => y < middle(other));
    if ((next ?? null) !== row.nextElementSibling) this.list.insertBefore(row, next ?? null);
  }

  key(event, handle) {
    const row = handle.closest('[data-sort]');
    if (event.key === 'Escape') { this.put(this.saved); handle.focus(); return; }
    const up = event.key === 'ArrowUp';
    if (!up && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    this.isBusy = true;
    if (up) other.before(row); else other.after(row);
    handle.focus();
    this.isBusy = false;
    const rows = this.rows;
    this.status.textContent = fill(this.list.dataset.movedText, { n: rows.indexOf(row) + 1, total: rows.length });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.finish(), PAUSE);
  }

  finish() {
    if (this.isBusy) return;
    clearTimeout(this.timer);
    if (this.rows.some((row, index) => row !== this.saved[index])) this.send(this.saved);
  }

  async send(before) {
    this.saved = this.rows;
    this.tidy();
    const data = new FormData();
    data.set('order', this.rows.map((row) => row.dataset.sort).join(' '));
    data.set('seen', this.list.dataset.seen);
    let answer = await ask(this.list.dataset.sorting, data);
    while (answer.status === 401) {
      await signInAgain();
      answer = await ask(this.list.dataset.sorting, data);
    }
    if (answer.status === 200) {
      this.list.dataset.seen = answer.body.seen;
      toast(answer.body.message, { undo: () => { this.put(before); this.send(this.saved); } });
      return;
    }
    this.saved = before;
    this.put(before);
    toast(answer.body.message || this.list.dataset.failedText);
  }
}

export function start() {
  $$('[data-sorting]').forEach((list) => new Sorting(list));
}
