// How does a card go to another column at once? Each has a menu of its own, posted behind the page, with a way to undo.
import { $, $$, ask, fill, icon, make, text } from './page.js';
import { signInAgain } from './session.js';
import { toast } from './toasts.js';

const cardOf = (element) => element.closest('li');
const columnOf = (element) => element.closest('[data-col]');

function sayAt(card, message) {
  $('[data-by-script]', card)?.remove();
  if (message) card.append(make('p', { className: 'field__error', role: 'alert', 'data-by-script': '' }, icon('warning'), message));
}

function countColumns() {
  $$('[data-col-count]').forEach((count) => {
    const column = $(`[data-col="${CSS.escape(count.dataset.colCount)}"]`);
    count.textContent = column.children.length + Number(column.dataset.colMore);   // and those that are not on the page
  });
}

/** The menu goes back to "Flyt til …" and offers the other columns. */
function settle(select) {
  const { col } = columnOf(select).dataset;
  [...select.options].forEach((option) => { option.hidden = option.value === col; });
  select.value = '';
}

function moveCard(card, to) {
  $(`[data-col="${CSS.escape(to)}"]`).append(card);
  card.dataset.moved = '';
  countColumns();
}

async function post(address, to) {
  const data = new FormData();
  data.set('state', to);
  let answer = await ask(address, data);
  while (answer.status === 401) {
    await signInAgain();
    answer = await ask(address, data);
  }
  return answer;
}

async function change(select, to) {
  const card = cardOf(select);
  const from = columnOf(select).dataset.col;
  sayAt(card, '');
  select.setAttribute('aria-busy', 'true');
  const { status, body, isJson } = await post($('[formaction]', card).formAction, to);
  select.removeAttribute('aria-busy');
  if (status === 200 && !isJson) { location.reload(); return; }
  if (status === 200) moveCard(card, to);
  else sayAt(card, body.message || text('moveFailed'));
  settle(select);
  if (status !== 200) return;
  select.focus();
  toast(body.message || text('done'), { undo: () => change(select, from) });
}

/** With the keyboard one passes through choices; then Enter or the button sends, not every arrow. */
function listen(select, button) {
  let byKeys = false;
  const send = () => {
    byKeys = false;
    button.hidden = true;
    if (select.value) change(select, select.value);
  };
  select.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && byKeys) { event.preventDefault(); send(); }
    else if (event.key.startsWith('Arrow') || event.key.length === 1) byKeys = true;
  });
  select.addEventListener('pointerdown', () => { byKeys = false; });
  select.addEventListener('change', () => {
    if (!byKeys) send();
    else button.hidden = !select.value;
  });
  button.addEventListener('click', send);
}

/** The list above the board is for a page without script; every card gets one like it beside its button. */
function giveMenu(button, list, label) {
  const select = list.cloneNode(true);
  select.removeAttribute('id');
  select.setAttribute('aria-label', fill(label, { title: $('h4', cardOf(button)).textContent }));
  Object.assign(button, { type: 'button', hidden: true });
  const place = make('div', { className: 'move' });
  button.replaceWith(place);
  place.append(select, button);
  settle(select);
  listen(select, button);
}

export function start() {
  const row = $('.board-to');
  const { label } = $('[data-board]').dataset;
  $$('[data-board] [formaction]').forEach((button) => giveMenu(button, $('select', row), label));
  row.hidden = true;   // not taken away: buttons are called by a word in it
}
