// Which section is one reading? The tab of the section in view is marked.
import { $$ } from './page.js';

const LINE = 0.3;   // of the window's height: the section that has come above it is the one one reads

export function start() {
  const links = $$('.subnav[data-sections] a[href^="#"]').filter((link) => document.querySelector(link.hash));
  if (!links.length) return;
  const topOf = (link) => document.querySelector(link.hash).getBoundingClientRect().top;
  const mark = () => {
    const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2 && scrollY > 0;
    const passed = links.filter((link) => topOf(link) <= innerHeight * LINE);
    const here = (isAtEnd ? links : passed).at(-1) ?? links[0];
    links.forEach((link) => (link === here ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
  };
  let isDue = false;
  addEventListener('scroll', () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; mark(); });
  }, { passive: true });
  mark();
}
