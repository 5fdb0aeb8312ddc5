// How does a case go on and off the wall? By keys, without leaving full screen; and at once when it may not be there any more.
import { $, $$ } from './page.js';

const EVERY = 2000;
const PATIENCE = 8000;
const KEYS = {
  ArrowRight: 'next', PageDown: 'next', ' ': 'next', ArrowLeft: 'back', PageUp: 'back',
  b: 'blank', '.': 'blank', d: 'dark', Escape: 'leave',
};

let root;
let turning = 0;

function begin(fresh) {
  root = fresh;
  $$('[data-help]', root).forEach((help) => { help.hidden = false; });
}

/** Nothing of the case stays in the page. */
function takeOff() {
  $$('[data-of-case]', root).forEach((piece) => piece.remove());
  $$('[data-gone]', root).forEach((sentence) => { sentence.hidden = false; });
}

/** The page behind a link takes the place of this one. */
async function turnTo(address) {
  turning += 1;
  const mine = turning;
  const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  if (mine !== turning) return;
  const fresh = page && $('[data-screen]', page);
  if (!fresh) { location.assign(address); return; }
  root.replaceWith(document.adoptNode(fresh));
  document.body.className = page.body.className;
  history.replaceState(null, '', address);
  begin(fresh);
  scrollTo(0, 0);
  $('h1', root).focus({ preventScroll: true });
}

/** Asked of the portal every other second; one that does not answer says nothing about the case. */
async function watch() {
  const asked = root;
  const answer = document.hidden ? null
    : await fetch(asked.dataset.state, {
      headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => null);
  if (asked === root && (answer?.status === 404 || answer?.status === 401)) takeOff();
  if (asked === root && answer?.ok) {
    const { mark } = await answer.json();
    if (asked === root && mark !== asked.dataset.mark) await turnTo(location.href);
  }
  setTimeout(watch, EVERY);
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

function press(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.key === ' ' && event.target.closest?.('a, button')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'f') { event.preventDefault(); toggleFullScreen(); return; }
  const link = KEYS[key] && $(`[data-key="${KEYS[key]}"]`, root);
  if (!link) return;
  event.preventDefault();
  link.click();
}

export function start() {
  begin($('[data-screen]'));
  document.addEventListener('keydown', press);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-key]');
    if (!link || link.dataset.key === 'leave' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turnTo(link.href);
  });
  setTimeout(watch, EVERY);
}
