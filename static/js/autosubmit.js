// How does a choice in a list take effect at once? The form is posted behind the page, with a way to undo.
import { $, $$, ask, icon, make, text } from './page.js';
import { signInAgain } from './session.js';
import { toast } from './toasts.js';

function sayAt(select, message) {
  $('[data-by-script]', select.form)?.remove();
  if (message) select.form.append(make('p', { className: 'field__error', role: 'alert', 'data-by-script': '' }, icon('warning'), message));
}

function countColumns() {
  $$('[data-col-count]').forEach((count) => {
    const column = $(`[data-col="${CSS.escape(count.dataset.colCount)}"]`);
    const more = Number(column?.dataset.colMore || 0);   // cards of the column that are not on the page
    if (column) count.textContent = column.children.length + more;
  });
}

/** A card on a board goes to the column of its new value; the choice it came from is offered again. */
function moveCard(select, to) {
  const column = $(`[data-col="${CSS.escape(to)}"]`);
  const card = select.closest('[data-card]');
  if (!column || !card) return;
  column.append(card);
  card.dataset.moved = '';
  countColumns();
}

/** Show what is chosen now; a list that begins with "Flyt til …" goes back to that. */
function settle(select, value) {
  select.dataset.current = value;
  const isMenu = select.options[0]?.value === '';
  [...select.options].forEach((option) => { option.hidden = isMenu && option.value === value; });
  select.value = isMenu ? '' : value;
}

async function post(form, name, value) {
  const data = new FormData(form);
  data.set(name, value);
  let answer = await ask(form.action, data);
  while (answer.status === 401) {
    await signInAgain();
    data.set('csrf_token', $('input[name="csrf_token"]', form)?.value ?? '');
    answer = await ask(form.action, data);
  }
  return answer;
}

async function change(select, to) {
  const from = select.dataset.current ?? '';
  sayAt(select, '');
  select.setAttribute('aria-busy', 'true');
  const { status, body, isJson } = await post(select.form, select.name, to);
  select.removeAttribute('aria-busy');
  if (status === 200 && !isJson) { location.reload(); return; }
  if (status !== 200) {
    settle(select, from);
    sayAt(select, body.message || text('autosubmitFailed'));
    return;
  }
  settle(select, to);
  moveCard(select, to);
  select.focus();
  toast(body.message || text('done'), from === '' ? {} : { undo: () => change(select, from) });
}

/** With the keyboard one passes through choices; then Enter or the button sends, not every arrow. */
function listen(select) {
  const button = $('button', select.form);
  let byKeys = false;
  const send = () => {
    byKeys = false;
    if (button) button.hidden = true;
    if (select.value && select.value !== select.dataset.current) change(select, select.value);
  };
  if (button) button.hidden = true;
  if (select.dataset.current) settle(select, select.dataset.current);
  select.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && byKeys) { event.preventDefault(); send(); }
    else if (event.key.startsWith('Arrow') || event.key.length === 1) byKeys = true;
  });
  select.addEventListener('pointerdown', () => { byKeys = false; });
  select.addEventListener('change', () => {
    if (!byKeys) send();
    else if (button) button.hidden = !select.value;
  });
  select.form.addEventListener('submit', (event) => { event.preventDefault(); send(); });
}

export function start() {
  $$('select[data-autosubmit]').forEach(listen);
}
