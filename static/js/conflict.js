// What if the same field was changed in two places? Both texts are shown, and the person chooses.
import { $, make, text } from './page.js';
import { placeOf, wordsFor } from './fields.js';

function side(title, words, label, choose) {
  const button = make('button', { type: 'button', className: 'btn btn--plain btn--small' }, label);
  button.addEventListener('click', choose);
  return make(
    'div', { className: 'conflict__text' },
    make('strong', {}, title), make('div', { tabIndex: 0, role: 'group', 'aria-label': title }, words), button,
  );
}

/** Show both values above the field. Calls `decided('mine' | 'theirs')` once and goes away. */
export function showConflict(controls, { mine, theirs, message, decided }) {
  const [first] = controls;
  const field = first.closest('.field, fieldset') ?? first.parentElement;
  $('.conflict', field)?.remove();
  const finish = (choice) => () => { box.remove(); first.focus(); decided(choice); };
  const heading = make('p', {}, make('strong', {}, message || text('conflictTitle')), make('br'), text('conflictHelp'));
  const texts = make(
    'div', { className: 'conflict__texts' },
    side(text('conflictMine'), wordsFor(controls, mine), text('keepMine'), finish('mine')),
    side(text('conflictTheirs'), wordsFor(controls, theirs), text('takeTheirs'), finish('theirs')),
  );
  const box = make('div', { className: 'conflict', role: 'alert', tabIndex: -1 }, heading, texts);
  placeOf(controls).before(box);
}

export function focusConflict(form) {
  $('.conflict', form)?.focus();
}
