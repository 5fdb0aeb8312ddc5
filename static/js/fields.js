// What stands in a form's autosaved fields, what did the server send, and how many steps are filled?
import { $, $$, fill, icon, make } from './page.js';

// As portal/people/cpr.py has it, without looking behind: older telephones do not know how.
const DAY = '(?:(?:0[1-9]|[12]\\d)(?:0[1-9]|1[0-2])|30(?:0[13-9]|1[0-2])|31(?:0[13578]|1[02]))\\d{2}';
const NUMBER = new RegExp(`${DAY}( | ?[-.–‐‑] ?|)\\d{4}`, 'g');
const OTHER = new RegExp(
  '(?:^|[^\\p{L}\\d_])(?:(?:konto|reg|faktura|ordre|journal|sags?|bilag|kunde|p|ean|cvr|se)[.-]?\\s?-?n(?:ummer|r)'
  + '|konto|faktura|ordre|journal|sag|bilag|tlf|telefon|mobil|ean|cvr)[.:]*\\s*$', 'iu');
const BEFORE = 24;

/** field name -> its controls (several for radio buttons) */
export function fieldsOf(form) {
  const fields = new Map();
  [...form.elements].filter((control) => control.dataset.field).forEach((control) => {
    const name = control.dataset.field;
    fields.set(name, [...(fields.get(name) ?? []), control]);
  });
  return fields;
}

/** Line ends as the browser has them, whichever way the server sends them. */
export const plain = (value) => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : value);

const isOption = (control) => control.type === 'radio';

export function valueOf(controls) {
  const [first] = controls;
  if (isOption(first)) return controls.find((control) => control.checked)?.value ?? '';
  return first.type === 'checkbox' ? first.checked : first.value;
}

/** The value the page came with: what the server has, whatever the browser restored since. */
export function cameWith(controls) {
  const [first] = controls;
  if (isOption(first)) return controls.find((control) => control.defaultChecked)?.value ?? '';
  if (first.type === 'checkbox') return first.defaultChecked;
  if (first.matches('select')) {
    return ([...first.options].find((option) => option.defaultSelected) ?? first.options[0])?.value ?? '';
  }
  return plain(first.defaultValue);
}

export function setValue(controls, value) {
  const [first] = controls;
  if (isOption(first)) controls.forEach((control) => { control.checked = control.value === value; });
  else if (first.type === 'checkbox') first.checked = Boolean(value);
  else first.value = value;
}

/** A value in the words of the page: the text of the option that was chosen. */
export function wordsFor(controls, value) {
  const [first] = controls;
  const labelOf = (control) => (control?.labels?.[0]?.querySelector('b') ?? control?.labels?.[0])?.textContent.trim();
  if (isOption(first)) return labelOf(controls.find((control) => control.value === value)) ?? '';
  if (first.type === 'checkbox') return `${value ? '☑' : '☐'} ${labelOf(first)}`;
  if (first.matches('select')) return [...first.options].find((option) => option.value === value)?.text ?? '';
  return value;
}

/** Where something about a field is said: before its control, or before the label that holds it. */
export const placeOf = ([first]) => first.closest('label') ?? first;

function isCpr(text, found) {
  const before = text.slice(Math.max(0, found.index - BEFORE), found.index);
  const after = text.slice(found.index + found[0].length);
  if (/\d$/.test(before) || /^[-/]?\d/.test(after)) return false;
  return found[1] ? !/\d[-/.]$/.test(before) : !/\d[-/. ]$/.test(before) && !OTHER.test(before);
}

/** Whether a text holds what looks like a cpr number. */
export function hasCpr(text) {
  if (typeof text !== 'string') return false;
  NUMBER.lastIndex = 0;
  for (let found = NUMBER.exec(text); found; found = NUMBER.exec(text)) {
    if (isCpr(text, found)) return true;
    NUMBER.lastIndex = found.index + 1;
  }
  return false;
}

/** Say what is wrong with a field, right above it; an empty message takes it away. */
export function sayAt(controls, message) {
  const [first] = controls;
  const place = first.closest('.field, fieldset') ?? first.parentElement;
  $('[data-by-script]', place)?.remove();
  place.toggleAttribute('data-invalid', Boolean(message));
  if (!message) {
    first.removeAttribute('aria-invalid');
    return;
  }
  const id = `${first.id || first.dataset.field}-problem`;
  const line = make('p', { className: 'field__error', id, role: 'alert', 'data-by-script': '' }, icon('warning'), message);
  placeOf(controls).before(line);
  first.setAttribute('aria-invalid', 'true');
  first.setAttribute('aria-errormessage', id);
}

/** The pathway beside the fields, the row of steps and the sentence that counts them. */
export function showSteps(form) {
  const steps = $$('[data-step]', form);
  const filled = steps.filter((step) => step.value.trim()).length;
  steps.forEach((step) => {
    const stop = step.closest('.stop');
    if (stop) stop.dataset.state = step.value.trim() ? 'done' : '';
    const count = stop && $('[data-words]', stop);
    if (count) count.textContent = fill(count.dataset.text, { count: step.value.split(/\s+/).filter(Boolean).length });
  });
  $$('[data-steps] i').forEach((bar, n) => bar.classList.toggle('on', n < filled));
  $$('[data-step-count]').forEach((line) => {
    const words = fill(line.dataset.text, { filled, total: steps.length });
    if (line.textContent !== words) line.textContent = words;
  });
}
