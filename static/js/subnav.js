// Which section is one reading? The tab of the section in view is marked.
import { $$ } from './page.js';

export function start() {
  const links = $$('.subnav[data-sections] a[href^="#"]');
  const mark = (id) => links.forEach((link) => {
    if (link.hash === `#${id}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  });
  const observer = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => mark(entry.target.id));
  }, { rootMargin: '-20% 0px -70%' });
  links.forEach((link) => {
    const section = document.getElementById(link.hash.slice(1));
    if (section) observer.observe(section);
  });
}
