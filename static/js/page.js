// What does the page tell its scripts, and how do they ask the server? Texts, language, the CSRF token, one request.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
export const language = document.documentElement.lang === 'en' ? 'en-GB' : 'da';   // British dates: day before month

const texts = JSON.parse($('#texts')?.textContent || '{}');
const plurals = new Intl.PluralRules(language);

/** The page's own words for `key`. `{name}` is filled in from `values`; {one, other} is chosen by `values.n`. */
export function text(key, values = {}) {
  const entry = texts[key] ?? key;
  const pattern = typeof entry === 'string' ? entry : entry[plurals.select(values.n)] ?? entry.other;
  return fill(pattern, values);
}

export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A new element: `make('p', { className: 'small' }, 'words', child)`; keys with a dash become attributes. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

const sprite = new URL('../icons.svg', import.meta.url).pathname;

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(svg.namespaceURI, 'use');
  use.setAttribute('href', `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

const tokenTag = $('meta[name="csrf-token"]');
export const csrfToken = () => tokenTag?.content ?? '';
export const personId = $('meta[name="person-id"]')?.content ?? '';

/** After a new sign-in every form of the page needs the new token. */
export function renewToken(token) {
  if (tokenTag) tokenTag.content = token;
  $$('input[name="csrf_token"]').forEach((input) => { input.value = token; });
}

async function readAnswer(response) {
  const isAtTheDoor = response.redirected && new URL(response.url).pathname.startsWith('/log-ind');
  if (isAtTheDoor) return { status: 401, body: {} };
  const isJson = response.headers.get('Content-Type')?.includes('json');
  const body = isJson ? await response.json().catch(() => ({})) : {};
  return { status: response.status, body, isJson };
}

/** Ask the server; never throws for a lost connection: that is status 0. An object becomes JSON, FormData stays. */
export async function ask(url, body, { method = 'POST', signal, keepalive = false } = {}) {
  const headers = { Accept: 'application/json', 'X-CSRFToken': csrfToken() };
  const isForm = body instanceof FormData;
  if (body && !isForm) headers['Content-Type'] = 'application/json';
  const sent = isForm || !body ? body : JSON.stringify(body);
  try {
    return await readAnswer(await fetch(url, { method, headers, body: sent, signal, keepalive }));
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    return { status: 0, body: {} };
  }
}

/** Is it worth asking again by itself? No connection, too many requests, or trouble on the server. */
export const isPassing = (status) => status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;

/** Seconds to wait before the next attempt: 1, 2, 4 … at most 60, spread a little so that not all come at once. */
export const pauseAfter = (attempt) => Math.min(60, 2 ** attempt) * (0.9 + Math.random() * 0.2);
