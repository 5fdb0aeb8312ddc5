// What does this page need? Small things are done here; larger ones are fetched only when their element is there.
import { $, $$, language, text } from './page.js';
import { start as startSession } from './session.js';
import { start as startToasts, toast } from './toasts.js';

const LARGER = [
  ['form[data-autosave]', () => import('./autosave.js')],
  ['[data-upload]', () => import('./upload.js')],
  ['[data-rows]', () => import('./rows.js')],
  ['[data-sorting]', () => import('./sorting.js')],
  ['[data-board]', () => import('./board.js')],
  ['.subnav', () => import('./subnav.js')],
  ['[data-passkey]', () => import('./passkeys.js')],
  ['[data-room]', () => import('./room.js')],
  ['[data-screen]', () => import('./screen.js')],
  ['textarea', () => import('./paste.js')],
];

function startPrint() {
  $$('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });
}

/** Menus close when one looks elsewhere; the top menu also when its link leads to the same page. */
function startMenus() {
  const close = (except) => $$('details.menu[open]').forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener('click', (event) => close(event.target.closest('details.menu')));
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && event.target.closest('details.menu[open]');
    if (!menu) return;
    menu.open = false;
    $('summary', menu).focus();
  });
  const nav = $('.site__nav[popover]');
  const leave = () => { if (nav.matches(':popover-open')) nav.hidePopover(); };
  nav?.addEventListener('click', (event) => { if (event.target.closest('a')) leave(); });
  nav?.addEventListener('focusout', (event) => { if (event.relatedTarget && !nav.contains(event.relatedTarget)) leave(); });
}

/** A date field shows numbers; beside it the same date in words, so that a slip is seen. */
function startDateWords() {
  const words = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const show = (output) => {
    const { value } = $('input', output.closest('.field'));
    output.textContent = value ? words.format(new Date(`${value}T12:00`)) : '';
  };
  $$('[data-date-words]').forEach(show);
  document.addEventListener('input', (event) => {
    const output = event.target.closest?.('.field')?.querySelector('[data-date-words]');
    if (output) show(output);
  });
}

function startCopy() {
  $$('[data-copy]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText($(button.dataset.copy).textContent.trim());
      toast(text('copied'));
    });
  });
}

/** What one types can be looked at, on a page that nobody else sees. */
function startShowPassword() {
  $$('[data-show-password]').forEach((label) => {
    const field = document.getElementById(label.dataset.showPassword);
    label.hidden = false;
    $('input', label).addEventListener('change', (event) => { field.type = event.target.checked ? 'text' : 'password'; });
  });
}

/** Whether somebody has written in a form already, which they may before any script is there. */
function isChanged(form) {
  const words = (one) => new URLSearchParams(new FormData(one)).toString();
  const asItCame = form.cloneNode(true);
  asItCame.reset();
  return words(form) !== words(asItCame);
}

/** Who leaves a form that nobody saves for them is asked first, once something was changed. */
function startGuard() {
  const ask = (event) => event.preventDefault();
  const guard = () => addEventListener('beforeunload', ask);
  $$('form[data-guard]').forEach((form) => {
    form.addEventListener('input', guard);
    form.addEventListener('submit', () => removeEventListener('beforeunload', ask));
    if (isChanged(form)) guard();
  });
}

startToasts();
startSession();
startGuard();
startPrint();
startMenus();
startDateWords();
startCopy();
startShowPassword();
$('[data-focus]')?.focus();
for (const [selector, load] of LARGER) {
  if ($(selector)) load().then((module) => module.start());
}
