// Which tab is one at? It is marked while one reads down a page, and never hidden beside a narrow screen.
import { $, $$ } from './page.js';

const LINE = 0.3;   // of the window's height: the section that has come above it is the one one reads

function reveal(tab) {
  const list = tab.closest('ul');
  list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
}

function follow(links) {
  const topOf = (link) => $(link.hash).getBoundingClientRect().top;
  let here = null;
  const mark = () => {
    const isAtEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = links.filter((link) => topOf(link) <= innerHeight * LINE);
    const found = (isAtEnd ? links : passed).at(-1) ?? links[0];
    if (found === here) return;
    links.forEach((link) => link.removeAttribute('aria-current'));
    found.setAttribute('aria-current', 'true');
    reveal(found);
    here = found;
  };
  let isDue = false;
  addEventListener('scroll', () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; mark(); });
  }, { passive: true });
  mark();
}

export function start() {
  $$('.subnav [aria-current]').forEach(reveal);
  const links = $$('.subnav[data-sections] a[href^="#"]').filter((link) => $(link.hash));
  if (links.length) follow(links);
}
