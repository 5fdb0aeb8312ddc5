// How does one look for a word while reading? A line under the title, marks on the pages, on and back.
import { $, $$, fill } from '../page.js';
import { Finder, pattern } from './find.js';

export class Search {
  constructor(root, pdf, stage, texts) {
    Object.assign(this, { stage, texts });
    this.finder = new Finder(pdf);
    this.form = $('#find', root);
    this.box = $('#find-words', root);
    this.opener = $('[data-find-open]', root);
    this.status = $('[data-find-status]', root);
    this.opener.addEventListener('click', () => (this.form.hidden ? this.show() : this.close()));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.enter();
    });
    this.form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      if (event.key === 'Enter' && event.shiftKey && event.target === this.box) {
        event.preventDefault();
        this.enter(-1);
      }
    });
    $$('[data-find-step]', root).forEach((button) => button.addEventListener('click', () => this.enter(Number(button.dataset.findStep))));
    $('[data-find-close]', root).addEventListener('click', () => this.close());
  }

  /** Open the line; with words, look for them at once. */
  show(words = '') {
    this.form.hidden = false;
    this.opener.setAttribute('aria-expanded', 'true');
    if (words) {
      this.box.value = words;
      this.look();
      return;
    }
    this.box.focus();
    this.box.select();
  }

  close() {
    this.form.hidden = true;
    this.opener.setAttribute('aria-expanded', 'false');
    this.finder.forget();
    this.sought = '';
    this.markAll();
    this.opener.focus();
  }

  /** New words are looked for; the same words lead on. */
  enter(step = 1) {
    if (this.box.value.trim() !== this.sought) this.look();
    else if (this.finder.chosen) {
      this.finder.move(step);
      this.reveal();
    }
  }

  async look() {
    this.sought = this.box.value.trim();
    if (!pattern(this.sought)) {
      this.finder.forget();
      this.markAll();
      this.status.textContent = this.texts.short;
      return;
    }
    const { sought } = this;
    let isRevealed = false;
    await this.finder.search(sought, this.stage.current, ({ page, isDone }) => {
      if (this.finder.chosen && !isRevealed) {
        isRevealed = true;
        this.reveal();
      }
      const sheet = this.stage.sheets[page - 1];
      if (sheet.layer) this.mark(sheet);
      if (isDone) this.sayWhere();
      else if (page % 20 === 0) this.status.textContent = fill(this.texts.looking, { total: this.finder.count });
    });
  }

  sayWhere() {
    const { count, chosen, place } = { count: this.finder.count, chosen: this.finder.chosen, place: this.finder.chosen && this.finder.place };
    this.status.textContent = chosen ? fill(this.texts.hits, { n: place, total: count }) : this.texts.none;
  }

  markAll() {
    this.stage.sheets.filter(({ layer }) => layer).forEach((sheet) => this.mark(sheet));
  }

  /** Mark a page that has its text; called again when a page comes into view. */
  async mark(sheet) {
    const chosen = sheet.mark(await this.finder.pieces(sheet.number));
    if (chosen && this.isRevealing) {
      this.isRevealing = false;
      this.stage.show(chosen);
    }
  }

  /** Go where the chosen one stands; it is brought into the middle once its page has its text. */
  reveal() {
    this.isRevealing = true;
    this.sayWhere();
    const { page } = this.finder.chosen;
    if (page !== this.stage.current) this.stage.go(page);
    this.markAll();
  }
}
