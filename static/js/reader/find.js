// Where in the document does a word stand? Page by page from the one in view, also over the end of a line.

const LETTER = /[\p{L}\p{N}]/u;
const escaped = (letter) => letter.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** What matches the words as they may be broken in the document: hyphens at line ends, any room between words. */
export function pattern(query) {
  const words = query.normalize('NFC').split(/\s+/).filter((word) => LETTER.test(word));
  if (!words.length) return null;
  return new RegExp(words.map((word) => [...word].map(escaped).join('(?:\\u00ad|-?\\n)?')).join('\\s+'), 'giu');
}

/** The text of a page in one line, and where each of its items begins in it. */
function joined(items) {
  const starts = [];
  let whole = '';
  for (const { str, hasEOL } of items) {
    starts.push(whole.length);
    whole += str + (hasEOL ? '\n' : '');
  }
  return { whole, starts };
}

export class Finder {
  constructor(pdf) {
    this.pdf = pdf;
    this.texts = new Map();
    this.forget();
  }

  forget() {
    this.turn = (this.turn ?? 0) + 1;
    this.hits = new Map();   // page → [{from, to}] in the page's line
    this.chosen = null;
  }

  async text(number) {
    if (!this.texts.has(number)) {
      const page = await this.pdf.getPage(number);
      this.texts.set(number, joined((await page.getTextContent()).items));
    }
    return this.texts.get(number);
  }

  /** Look through all pages, from one on and round. Calls `onPage` after each; ends early when something else is sought. */
  async search(query, first, onPage) {
    this.forget();
    const { turn } = this;
    const wanted = pattern(query);
    if (!wanted) return;
    const total = this.pdf.numPages;
    for (let step = 0; step < total; step += 1) {
      const number = ((first - 1 + step) % total) + 1;
      const { whole } = await this.text(number);
      if (turn !== this.turn) return;
      const found = [...whole.matchAll(wanted)].map((hit) => ({ from: hit.index, to: hit.index + hit[0].length }));
      if (found.length) {
        this.hits.set(number, found);
        this.chosen ??= { page: number, at: 0 };
      }
      onPage({ page: number, isDone: step === total - 1 });
    }
  }

  get pages() {
    return [...this.hits.keys()].sort((one, other) => one - other);
  }

  get count() {
    return [...this.hits.values()].reduce((sum, hits) => sum + hits.length, 0);
  }

  /** The chosen one's number among all that are found by now, from 1. */
  get place() {
    const before = this.pages.filter((page) => page < this.chosen.page);
    return before.reduce((sum, page) => sum + this.hits.get(page).length, 0) + this.chosen.at + 1;
  }

  /** On to the next or back to the one before, round the end. */
  move(step) {
    const all = this.pages.flatMap((page) => this.hits.get(page).map((_hit, at) => ({ page, at })));
    if (!all.length) return;
    this.chosen = all[(this.place - 1 + step + all.length) % all.length];
  }

  /** What to mark on a page: pieces of its text items. */
  async pieces(number) {
    const hits = this.hits.get(number) ?? [];
    if (!hits.length) return [];
    const { starts, whole } = await this.text(number);
    const length = (item) => (starts[item + 1] ?? whole.length) - starts[item];
    return hits.flatMap(({ from, to }, at) => starts.flatMap((start, item) => {
      const piece = { item, from: Math.max(0, from - start), to: Math.min(length(item), to - start) };
      const isChosen = this.chosen?.page === number && this.chosen.at === at;
      return piece.from < piece.to ? [{ ...piece, isChosen }] : [];
    }));
  }
}
