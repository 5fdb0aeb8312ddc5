// How does a browser make and show a passkey? The server asks, the browser signs, the server answers where to go on.
import { $, $$, ask } from './page.js';

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

let waiting = null;   // the passkeys that the address field offers meanwhile
let offered = Promise.resolve(false);   // whether one of them has led on

/** The server's question as the browser wants it: bytes where JSON has letters. */
function question(asked) {
  const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
    ...(asked.excludeCredentials && { excludeCredentials: known(asked.excludeCredentials) }),
    ...(asked.allowCredentials && { allowCredentials: known(asked.allowCredentials) }),
  };
}

/** The browser's answer as the server wants it. */
function answer({ id, type, rawId, response, authenticatorAttachment }) {
  const parts = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) parts[name] = written(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return { id, type, rawId: written(rawId), authenticatorAttachment, clientExtensionResults: {}, response: parts };
}

async function go(part, options) {
  const { act, begin, finish } = { act: part.dataset.passkey, ...part.dataset };
  const asked = await ask(begin, {});
  if (asked.body.step_up) {
    location.assign(asked.body.step_up);
    return '';
  }
  if (asked.status !== 200) return asked.body.message || part.dataset.failed;
  const made = await navigator.credentials[act]({ publicKey: question(asked.body), ...options });
  const done = await ask(finish, { answer: answer(made) });
  if (!done.body.location) return done.body.message || part.dataset.failed;
  location.assign(done.body.location);
  return '';
}

/** One question at a time: the secrets of both stand in one cookie, and a later one takes the earlier one's place. */
async function press(part) {
  const problem = $('[data-passkey-problem]', part);
  const button = $('button', part);
  button.disabled = true;
  waiting?.abort();
  const said = await offered ? '' : await go(part).catch(() => part.dataset.failed);
  button.disabled = false;
  problem.textContent = said;
  problem.hidden = !said;
}

/** The browser lists the passkeys it has where one types the address; answers whether one of them has led on. */
async function offerInField(part) {
  waiting = new AbortController();
  if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return false;
  const said = await go(part, { mediation: 'conditional', signal: waiting.signal }).catch(() => null);
  const problem = $('[data-passkey-problem]', part);
  problem.textContent = said ?? '';
  problem.hidden = !said;
  return said === '';
}

export function start() {
  if (!window.PublicKeyCredential) return;
  $$('[data-passkey-part]').forEach((part) => { part.hidden = false; });
  $$('[data-no-passkeys]').forEach((part) => { part.hidden = true; });
  $$('[data-passkey]').forEach((part) => {
    part.hidden = false;
    $('button', part).addEventListener('click', () => press(part));
    if (part.dataset.passkey === 'get' && $('[autocomplete~="webauthn"]')) offered = offerInField(part);
  });
}
