// When may an autosaved form be handed in? When all its text has reached the server, and with the newest version.
import { text } from './page.js';
import { focusConflict } from './conflict.js';
import { keepTexts } from './kept.js';
import { remindToSignIn } from './session.js';
import { toast } from './toasts.js';

const nextTurn = () => new Promise((resolve) => { setTimeout(resolve); });

/** Twice, because somebody may type while the first round is on its way. A form ignores a submit inside a submit. */
async function saveEverything(autosave) {
  await nextTurn();
  const outcome = await autosave.flush();
  return outcome === 'done' ? autosave.flush() : outcome;
}

function send(form, autosave, submitter) {
  removeEventListener('beforeunload', autosave.guard);
  if (!autosave.unsaved().length) keepTexts(autosave.url, {});
  form.requestSubmit(submitter);
}

export function holdSubmit(form, autosave) {
  let state = 'open';
  addEventListener('pageshow', () => { state = 'open'; });
  form.addEventListener('submit', async (event) => {
    if (state === 'sending' || event.defaultPrevented) return;
    event.preventDefault();
    remindToSignIn();
    if (state === 'saving') return;
    state = 'saving';
    const outcome = await saveEverything(autosave);
    state = 'open';
    if (autosave.open.size) { focusConflict(form); return; }
    if (outcome === 'offline' || !navigator.onLine) { toast(text('notSentYet')); return; }
    state = 'sending';
    send(form, autosave, event.submitter);
  });
}
