// Where does text wait that the server has not got yet? In this tab only, per person and form, until it is saved.
import { personId } from './page.js';

const PREFIX = 'mitkomponent:';
const keyFor = (form) => `${PREFIX}${personId}:${form}`;

export function keptTexts(form) {
  try {
    return JSON.parse(sessionStorage.getItem(keyFor(form)) || '{}');
  } catch {
    return {};
  }
}

/** Keep `texts` ({field: {value, base}}) for the form, where base is what the server had. Empty clears. */
export function keepTexts(form, texts) {
  try {
    if (Object.keys(texts).length) sessionStorage.setItem(keyFor(form), JSON.stringify(texts));
    else sessionStorage.removeItem(keyFor(form));
  } catch {
    // full or forbidden: the text still stands in the form
  }
}

export function forgetEverything() {
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
}
