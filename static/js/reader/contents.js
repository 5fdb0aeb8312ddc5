// What is in the document? Its own table of contents, beside the pages or on a phone over them, and where in it one is.
import { $, $$, make } from '../page.js';

const DEEPEST = 3;
const MOST = 500;
const isWide = matchMedia('(min-width: 64rem)');

/** The page a place leads to, from 1; nothing when it leads nowhere. */
export async function pageOf(pdf, place) {
  const found = typeof place === 'string' ? await pdf.getDestination(place) : place;
  if (!found) return null;
  return typeof found[0] === 'number' ? found[0] + 1 : await pdf.getPageIndex(found[0]) + 1;
}

export class Contents {
  /** Offered when the document has one, and more than one page. `go` turns to a page. */
  static async offer(root, pdf, pageWord, go) {
    const outline = pdf.numPages > 1 && await pdf.getOutline().catch(() => null);
    return outline?.length ? new Contents(root, pdf, outline, pageWord, go) : null;
  }

  constructor(root, pdf, outline, pageWord, go) {
    Object.assign(this, { root, pdf, outline, pageWord, go, count: 0 });
    this.panel = $('[data-contents]', root);
    this.opener = $('[data-contents-open]', root);
    this.opener.hidden = false;
    this.opener.addEventListener('click', () => (this.panel.hidden ? this.show() : this.close()));
    $('[data-contents-close]', root).addEventListener('click', () => this.close());
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.panel.hidden && !event.target.closest('form')) this.close();
    });
    this.panel.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (!link) return;
      event.preventDefault();
      this.chosen = link;
      this.choose(Number(link.dataset.page));
    });
  }

  /** Made when it is first asked for: to know the pages, more of the document has to come. */
  async show() {
    this.opener.setAttribute('aria-expanded', 'true');
    this.panel.hidden = false;
    this.root.toggleAttribute('data-contents-shown', true);
    this.making ??= this.list(this.outline, 1).then((list) => { if (list) this.panel.append(list); });
    await this.making;
    if (this.panel.hidden) return;
    this.mark();
    ($('[aria-current]', this.panel) ?? $('a', this.panel) ?? this.panel).focus();
  }

  hide() {
    this.panel.hidden = true;
    this.root.toggleAttribute('data-contents-shown', false);
    this.opener.setAttribute('aria-expanded', 'false');
  }

  close() {
    this.hide();
    this.opener.focus();
  }

  /** On a wide screen it stays beside the page; on a phone the page is what one wants to see. */
  choose(page) {
    if (!isWide.matches) {
      this.hide();
      $('[data-stage]', this.root).focus({ preventScroll: true });
    }
    this.go(page);
    this.mark();
  }

  /** The reader is on a page. */
  here(page) {
    this.page = page;
    if (!this.panel.hidden) this.mark();
  }

  /** The one that was chosen while its page is in view; else the first on the page, or the last before it. */
  mark() {
    const links = $$('a', this.panel);
    const page = (link) => Number(link.dataset.page);
    const first = links.find((link) => page(link) === this.page) ?? links.findLast((link) => page(link) < this.page);
    const current = this.chosen && page(this.chosen) === this.page ? this.chosen : first;
    links.forEach((link) => (link === current ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
  }

  async list(items, depth) {
    const made = (await Promise.all(items.map((item) => this.entry(item, depth)))).filter(Boolean);
    return made.length ? make('ol', { role: 'list' }, ...made) : null;
  }

  async entry({ title, dest, items }, depth) {
    this.count += 1;
    const words = title.replace(/\s+/g, ' ').trim();
    if (!words || this.count > MOST) return null;
    const page = await pageOf(this.pdf, dest).catch(() => null);
    const inner = depth < DEEPEST && items.length ? await this.list(items, depth + 1) : null;
    if (!page && !inner) return null;
    return make('li', {}, page ? this.link(words, page) : make('span', {}, words), ...(inner ? [inner] : []));
  }

  link(words, page) {
    const number = make('span', { className: 'reader__number' }, make('span', { className: 'visually-hidden' }, `${this.pageWord} `), String(page));
    return make('a', { href: `#side=${page}`, 'data-page': page }, make('span', {}, words), number);
  }
}
