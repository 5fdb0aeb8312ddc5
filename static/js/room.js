// What happens in the room while one looks at it? The page is fetched anew when the game says so; a vote waits on the phone until it is in.
import { $, $$, csrfToken, renewToken } from './page.js';

const LONGEST_WAIT = 5000;
const PATIENCE = 8000; // a request on a line that is gone may never say so
const PENDING = 'mitkomponent:vote:';

let root;
let known;
let counted;

const within = () => AbortSignal.timeout(PATIENCE);

/** Other words, another phase: the same page again, and only what is inside it is taken. */
async function refresh() {
  const answer = await fetch(location.href, { cache: 'no-store', signal: within() });
  if (answer.redirected || answer.status === 404) { location.reload(); return; }
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = $('[data-room]', page);
  const token = $('meta[name="csrf-token"]', page);
  if (!fresh) { location.reload(); return; }
  if (token) renewToken(token.content);
  root.replaceWith(document.adoptNode(fresh));
  $('.band .lead')?.replaceChildren($('.band .lead', page)?.textContent ?? '');
  begin();
}

async function ask() {
  const headers = { Accept: 'application/json' };
  if (counted) headers['If-None-Match'] = counted;
  const answer = await fetch(root.dataset.state, { headers, cache: 'no-store', signal: within() });
  if (answer.status === 304) return;
  if (answer.status === 401 || answer.status === 404) { location.reload(); return; }
  if (!answer.ok) return;
  const { mark, voted } = await answer.json();
  if (mark !== known) await refresh();
  counted = answer.headers.get('ETag'); // known only when it is shown, too
  const number = $('[data-voted]', root);
  if (number && voted !== null) number.textContent = voted;
}

/** Phones ask at different moments; one that is not looked at does not ask. */
async function watch() {
  const every = Number(root.dataset.every);
  if (!every) return;
  if (!document.hidden) await ask().catch(() => {});
  setTimeout(watch, every * (0.75 + Math.random() / 2));
}

function countDown() {
  $$('[data-left]', root).forEach((output) => {
    const end = performance.now() + Number(output.dataset.left) * 1000;
    const show = () => {
      if (!output.isConnected) return;
      const left = Math.max(0, Math.round((end - performance.now()) / 1000));
      output.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
      if (left) setTimeout(show, 250);
    };
    show();
  });
}

function keyOf(form) { return `${PENDING}${new URL(form.action).pathname}:${form.elements.round.value}`; }

/** Send what lies on the phone, again and again until the portal has answered. */
async function send(form, key, wait = 1000) {
  const body = sessionStorage.getItem(key);
  if (body === null) return;
  const state = $('[data-vote-state]', form);
  const again = () => {
    state.textContent = form.dataset.waiting;
    setTimeout(() => { if (form.isConnected) send(form, key, Math.min(wait * 2, LONGEST_WAIT)); }, wait);
  };
  state.textContent = form.dataset.sending;
  let answer;
  try {
    answer = await fetch(form.action, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', 'X-CSRFToken': csrfToken() },
      body,
      signal: within(),
    });
  } catch { again(); return; }
  if (answer.status >= 500 || answer.status === 429) { again(); return; }
  if (answer.status === 401) { location.reload(); return; }
  sessionStorage.removeItem(key);
  if (answer.ok) { await refresh().catch(() => location.reload()); return; }
  const { message } = await answer.json().catch(() => ({}));
  $$('button, input', form).forEach((field) => { field.disabled = false; });
  state.textContent = message ?? '';
}

function takeVotes() {
  const form = $('form[data-vote]', root);
  if (!form) return;
  const key = keyOf(form);
  form.addEventListener('submit', (event) => {
    const data = new FormData(form);
    if (!data.get('option')) return;
    event.preventDefault();
    data.delete('csrf_token');
    sessionStorage.setItem(key, new URLSearchParams(data).toString());
    $$('button, input', form).forEach((field) => { field.disabled = true; });
    send(form, key);
  });
  if (sessionStorage.getItem(key) !== null) {
    $$('button, input', form).forEach((field) => { field.disabled = true; });
    send(form, key);
  }
}

function press(event) {
  if (event.target.closest?.('input, textarea, select') || event.altKey || event.ctrlKey || event.metaKey) return;
  const onButton = event.key === ' ' && event.target.closest?.('button, a, summary');
  const name = { ArrowRight: 'next', PageDown: 'next', ' ': 'next', ArrowLeft: 'back', PageUp: 'back', b: 'blank', '.': 'blank' }[event.key];
  const button = !onButton && name && $(`[data-key="${name}"]`, root);
  if (!button) return;
  event.preventDefault();
  button.click();
}

function begin() {
  root = $('[data-room]');
  known = root.dataset.mark;
  countDown();
  takeVotes();
}

export function start() {
  begin();
  document.addEventListener('keydown', press);
  addEventListener('online', () => {
    const form = $('form[data-vote]', root);
    if (form && sessionStorage.getItem(keyOf(form)) !== null) send(form, keyOf(form));
  });
  watch();
}
