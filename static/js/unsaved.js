// What if somebody leaves a form that nobody saves for them? The browser asks first, once something was changed.
import { $$ } from './page.js';

const guard = (event) => event.preventDefault();

export function start() {
  $$('form[data-guard]').forEach((form) => {
    form.addEventListener('input', () => addEventListener('beforeunload', guard));
    form.addEventListener('submit', () => removeEventListener('beforeunload', guard));
  });
}
