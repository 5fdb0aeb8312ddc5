// What happens in the room while one looks at it? The page is fetched anew when the game says so; a vote waits on the phone until it is in.
import { $, $$, csrfToken, renewToken } from './page.js';
import { toast } from './toasts.js';

const LONGEST_WAIT = 5000;
const PATIENCE = 8000; // a request on a line that is gone may never say so
const PENDING = 'mitkomponent:vote:';
const SILENCE = 8000; // on a line the portal says something every five seconds
const WITHOUT = 60000; // until a line is tried again by a page that got none

let root;
let known; // the mark of what is shown
let told = {}; // the newest that the portal has said
let counted;
let fetching = Promise.resolve();
const underway = new Set(); // votes that are being sent
let hurry = () => {};
let line;
let speaks = false; // whether something came on the line lately: as long as it does, the page does not ask
let again = 0;
let deadline;

const within = () => AbortSignal.timeout(PATIENCE);

/** One at a time, and only if it is due still: of two that are fetched at once the older might come last. */
function refresh(isDue = () => true) {
  fetching = fetching.catch(() => {}).then(() => (isDue() ? fetchAnew() : undefined));
  return fetching;
}

/** Other words, another phase: the same page again, and only what is inside it is taken. */
async function fetchAnew() {
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
  const news = await answer.json();
  await show(news);
  if (news === told) counted = answer.headers.get('ETag'); // known only when it is shown, too
}

async function show(news) {
  told = news;
  await refresh(() => told.mark !== known);
  const number = $('[data-voted]', root);
  if (number && told.voted !== null) number.textContent = told.voted;
}

function hangUp(pause = 0) {
  clearTimeout(deadline);
  line?.close();
  line = undefined;
  speaks = false;
  again = performance.now() + pause;
}

/** What happens is told on a line, where one is to be had. It says at once how things stand, and goes on saying something. */
function listen() {
  if (line || document.hidden || performance.now() < again || !Number(root.dataset.every) || !window.EventSource) return;
  line = new EventSource(root.dataset.line);
  const wait = () => {
    clearTimeout(deadline);
    deadline = setTimeout(() => hangUp(WITHOUT), SILENCE);
  };
  wait();
  line.onmessage = ({ data }) => {
    wait();
    speaks = true;
    counted = undefined;
    show(JSON.parse(data)).catch(() => { speaks = false; });
  };
  line.onerror = () => { // refused, or broken: the browser opens it again unless it said nothing since it broke before
    if (speaks) speaks = false;
    else hangUp(WITHOUT);
  };
}

/** Without a line the page asks, phones at different moments; one that is not looked at does neither. */
async function watch() {
  const every = Number(root.dataset.every);
  if (!every) { hangUp(); return; }
  listen();
  if (!document.hidden && !speaks) await ask().catch(() => {});
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

/** The form of a vote, unless the game has gone on without it. */
function formOf(key) { return $$('form[data-vote]', root).find((form) => keyOf(form) === key); }

function busy(form, isBusy) { $$('button, input', form).forEach((field) => { field.disabled = isBusy; }); }

function say(key, words) {
  const form = formOf(key);
  if (form) $('[data-vote-state]', form).textContent = form.dataset[words];
}

/** Send what lies on the phone, again and again until the portal has answered, also when the game goes on meanwhile. */
async function send(key) {
  if (underway.has(key)) return;
  underway.add(key);
  for (let wait = 1000; !(await sent(key)); wait = Math.min(wait * 2, LONGEST_WAIT)) {
    say(key, 'waiting');
    await new Promise((done) => { hurry = done; setTimeout(done, wait); });
  }
  underway.delete(key);
}

/** Whether the portal has answered. */
async function sent(key) {
  say(key, 'sending');
  let answer;
  try {
    answer = await fetch(key.slice(PENDING.length, key.lastIndexOf(':')), {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded', 'X-CSRFToken': csrfToken() },
      body: sessionStorage.getItem(key),
      signal: within(),
    });
  } catch { return false; }
  if (answer.status >= 500 || answer.status === 429) return false;
  if (answer.status === 401) { location.reload(); return true; }
  sessionStorage.removeItem(key);
  if (answer.ok) await refresh().catch(() => location.reload());
  else refuse(formOf(key), (await answer.json().catch(() => ({}))).message ?? '');
  return true;
}

/** Say at the form why not; where it is gone, at the bottom of the page. */
function refuse(form, words) {
  if (!form) { if (words) toast(words); return; }
  busy(form, false);
  $('[data-vote-state]', form).textContent = words;
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
    busy(form, true);
    send(key);
  });
  if (sessionStorage.getItem(key) !== null) busy(form, true);
}

/** What was left on the phone by a page that is gone, in this game. */
function sendWhatWaits() {
  const mine = `${PENDING}${location.pathname}:`;
  Object.keys(sessionStorage).filter((key) => key.startsWith(mine)).forEach(send);
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
  sendWhatWaits();
  document.addEventListener('keydown', press);
  addEventListener('online', () => {
    again = 0;
    hurry();
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden) hangUp(); });
  listen();
  setTimeout(watch, Number(root.dataset.every));
}
