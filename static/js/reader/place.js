// Where did I let go? The page is remembered on the server, so that another device knows it too.
import { $, ask } from '../page.js';

const DWELL = 1200;

/** Remembers pages at `url`; nothing when there is none, as for those who teach. */
export class Place {
  constructor(url) {
    this.url = url;
    this.saved = null;
    addEventListener('pagehide', () => this.save(true));
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save(true); });
  }

  /** The reader is on a page; it counts once they have stayed. */
  arrive(page) {
    this.page = page;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(false), DWELL);
  }

  async save(keepalive) {
    clearTimeout(this.timer);
    const { page } = this;
    if (!this.url || !page || page === this.saved) return;
    this.saved = page;
    const { status } = await ask(this.url, { page }, { keepalive });
    if (status !== 200) this.saved = null;
  }
}

/** “Du slap på side 4”: shown until the reader chooses or turns a page. Resolves nothing; calls `go`. */
export function offerPlace(notice, page, go) {
  notice.hidden = false;
  const leave = (to) => {
    notice.hidden = true;
    go(to);
  };
  $('[data-go-on]', notice).addEventListener('click', () => leave(page));
  $('[data-begin]', notice).addEventListener('click', () => leave(1));
}
