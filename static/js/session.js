// What if the session ends while somebody writes? They sign in in a frame over the page, which goes on with a new token.
import { $, $$, ask, make, personId, renewToken, text } from './page.js';
import { forgetEverything } from './kept.js';
import { toast } from './toasts.js';

const channel = new BroadcastChannel('mitkomponent');
const dialog = $('#session-dialog');
let frame = null;
let waiting = null;

function openDialog() {
  if (!dialog || dialog.open) return;
  say('');
  frame?.remove();
  const src = $('[data-session-sign-in]', dialog).href;
  frame = make('iframe', { className: 'dialog__frame', title: dialog.dataset.frameTitle, src, hidden: true });
  frame.addEventListener('load', settleFrame);
  $('.row', dialog).before(frame);
  dialog.showModal();
}

/** A page stands in the frame: as high as it is, the focus where one types, Escape as elsewhere in the dialog. */
function settleFrame() {
  const inside = frame.contentDocument;
  const main = inside && $('main', inside);
  frame.hidden = !main;   // a browser that does not say what it frames: the window is there
  if (!main || !dialog.open) return;
  new ResizeObserver(() => { frame.style.height = `${inside.body.offsetHeight}px`; }).observe(inside.body);
  inside.addEventListener('keydown', (event) => { if (event.key === 'Escape') dialog.close(); });
  frame.contentWindow.focus();
  ($('[data-focus]', main) ?? $('input:not([type="hidden"], [tabindex]), .btn', main))?.focus();
}

function say(problem) {
  const place = dialog && $('[data-session-problem]', dialog);
  if (!place) return;
  place.textContent = problem;
  place.hidden = !problem;
}

/** Resolves when the same person has signed in again. Opens the dialog the first time only. */
export function signInAgain() {
  if (waiting) return waiting.promise;
  waiting = {};
  waiting.promise = new Promise((resolve) => { waiting.resolve = resolve; });
  openDialog();
  return waiting.promise;
}

/** Somebody closed the dialog and now wants to send: remind them. */
export function remindToSignIn() {
  if (waiting) openDialog();
}

async function tokenAfterSignIn() {
  const { status, body } = await ask('/log-ind/token', undefined, { method: 'GET' });
  if (status !== 200) return;
  if (personId && body.person_id && body.person_id !== personId) {
    say(text('otherPerson'));
    return;
  }
  renewToken(body.csrf_token);
  say('');
  if (dialog?.open) dialog.close();
  waiting?.resolve();
  waiting = null;
}

/** Everything written on the page, with its labels, so that it can be put somewhere safe by hand. */
function everythingWritten() {
  return $$('main textarea, main input[type="text"], main input:not([type])')
    .filter((control) => control.value.trim())
    .map((control) => `${control.labels?.[0]?.textContent.trim() ?? ''}\n${control.value}`.trim())
    .join('\n\n');
}

export function start() {
  channel.addEventListener('message', ({ data }) => {
    if (data === 'signed-in') tokenAfterSignIn();
    if (data === 'signed-out') forgetEverything();
  });
  if ($('[data-announce-signed-in]')) channel.postMessage('signed-in');
  $$('form[data-sign-out]').forEach((form) => form.addEventListener('submit', () => {
    forgetEverything();
    channel.postMessage('signed-out');
  }));
  dialog && $('[data-session-copy]', dialog)?.addEventListener('click', async () => {
    await navigator.clipboard.writeText(everythingWritten());
    toast(text('copied'));
  });
}
