// How do we say that something happened, and let it be undone? A line at the bottom that goes away by itself.
import { $, $$, make, text } from './page.js';

const WITH_UNDO = 8000;
const PLAIN = 5000;

/** Let it go after a while, but never while it has focus or the pointer rests on it. */
function goLater(element, delay, gone = () => {}) {
  let timer;
  const leave = () => { element.remove(); gone(); };
  const start = () => { clearTimeout(timer); timer = setTimeout(leave, delay); };
  const stay = () => clearTimeout(timer);
  for (const event of ['focusin', 'pointerenter']) element.addEventListener(event, stay);
  for (const event of ['focusout', 'pointerleave']) element.addEventListener(event, start);
  start();
  return stay;
}

/** Show `words`. With `undo` there is a button for eight seconds; `gone` is called if it was not pressed. */
export function toast(words, { undo, gone } = {}) {
  const button = make('button', { type: 'button', className: 'btn btn--small' }, text(undo ? 'undo' : 'close'));
  const element = make('div', { className: 'toast' }, make('span', {}, words), button);
  const stay = goLater(element, undo ? WITH_UNDO : PLAIN, gone);
  button.addEventListener('click', () => {
    stay();
    element.remove();
    undo?.();
    if (!undo) gone?.();
  });
  $('#toasts')?.append(element);
}

/** Toasts that came with the page: they go like the others. */
export function start() {
  $$('#toasts > .toast').forEach((element) => goLater(element, WITH_UNDO));
}
