// How is text saved while one writes, without ever losing any? Field by field, with a version, one request at a time.
import { $, $$, ask, isPassing, pauseAfter, text } from './page.js';
import { cameWith, fieldsOf, hasCpr, placeOf, plain, sayAt, setValue, showSteps, valueOf } from './fields.js';
import { showConflict } from './conflict.js';
import { holdSubmit } from './holdsubmit.js';
import { keepTexts, keptTexts } from './kept.js';
import { showState } from './savestate.js';
import { signInAgain } from './session.js';
import { toast } from './toasts.js';

const PAUSE = 900;   // milliseconds after the last key
const SLOW = 400;    // before that, "Gemmer" would only flicker
const KEEPALIVE_LIMIT = 20000;   // letters; browsers take 64 kB
const TOO_OFTEN = 5;   // answers 409 in a row

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.fields = fieldsOf(form);
    this.saved = new Map([...this.fields].map(([name, controls]) => [name, cameWith(controls)]));
    this.refused = new Map();   // field -> the value the server said no to
    this.open = new Set();      // fields where the person has not chosen yet
    this.attempts = 0;          // in vain, since the last success
    this.overtaken = 0;
    this.running = null;
    this.savedWords = $('#save-state span')?.textContent ?? '';
    this.isWarned = false;
    this.stopped = false;
    this.guard = (event) => event.preventDefault();
    this.bringBack();
    this.listen();
    this.changed();
    if (this.unsaved().length) this.soon();
  }

  get version() { return Number(this.form.elements.version.value); }
  set version(number) { this.form.elements.version.value = number; }
  value(name) { return valueOf(this.fields.get(name)); }
  unsaved() { return [...this.fields.keys()].filter((name) => this.value(name) !== this.saved.get(name)); }

  mayBeSent(name) {
    const value = this.value(name);
    return !this.open.has(name) && !hasCpr(value) && this.refused.get(name) !== value;
  }

  listen() {
    this.form.addEventListener('input', ({ target }) => { if (target.dataset.field) this.typed(target.dataset.field); });
    this.form.addEventListener('focusout', () => this.flush());
    holdSubmit(this.form, this);
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
    addEventListener('online', () => this.flush());
  }

  typed(name) {
    if (this.refused.delete(name)) sayAt(this.fields.get(name), '');
    this.changed();
    this.soon();
  }

  soon(delay = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  /** Everything that follows from what stands in the fields right now. */
  changed() {
    showSteps(this.form);
    this.warnOfCpr([...this.fields.values()].find((controls) => hasCpr(valueOf(controls))));
    if (this.keeping) this.keep();
    if (this.unsaved().length) addEventListener('beforeunload', this.guard);
    else removeEventListener('beforeunload', this.guard);
  }

  /** The warning stands right above the field it is about; when nothing was left to save, the line says so again. */
  warnOfCpr(controls) {
    $$('[data-cpr-note]').forEach((note) => {
      note.hidden = !controls;
      if (controls) placeOf(controls).before(note);
    });
    if (controls) showState('blocked', text('held'));
    else if (this.isWarned && !this.unsaved().length) showState('saved', this.savedWords);
    this.isWarned = Boolean(controls);
  }

  /** Text from an earlier, unlucky visit in this tab goes back into the form. */
  bringBack() {
    let restored = false;
    for (const [name, { value, base }] of Object.entries(keptTexts(this.url))) {
      const theirs = this.saved.get(name);
      if (!this.fields.has(name) || value === theirs) continue;
      setValue(this.fields.get(name), value);
      restored = true;
      if (theirs !== base) this.askWhich(name, theirs);
    }
    keepTexts(this.url, {});
    this.keeping = restored;
    if (restored) toast(text('restored'));
  }

  keep() {
    this.keeping = true;
    const waiting = this.unsaved().filter((name) => !hasCpr(this.value(name)));
    keepTexts(this.url, Object.fromEntries(waiting.map((name) => [name, { value: this.value(name), base: this.saved.get(name) }])));
    this.keeping = waiting.length > 0;
  }

  /** Save all that can be saved; resolves with 'done', 'offline' or 'stopped'. */
  flush() {
    clearTimeout(this.timer);
    if (this.stopped) return Promise.resolve('stopped');
    this.running ??= this.saveAll();
    return this.running;
  }

  /** Ends in the same breath as it finds nothing more to save, so nothing typed can slip in between. */
  async saveAll() {
    await null;
    const next = () => this.unsaved().find((name) => this.mayBeSent(name));
    let outcome = 'done';
    for (let name = next(); name && outcome === 'done'; name = next()) {
      outcome = await this.saveField(name);
      this.changed();
    }
    this.running = null;
    return outcome;
  }

  async saveField(name) {
    const value = this.value(name);
    const keepalive = document.hidden && String(value).length < KEEPALIVE_LIMIT;
    const slow = setTimeout(() => showState('saving', text('saving')), SLOW);
    const { status, body } = await ask(this.url, { field: name, value, version: this.version }, { keepalive });
    clearTimeout(slow);
    if (status === 200) return this.wasSaved(name, value, body);
    if (status === 409) return this.wasOvertaken(name, value, body);
    if (status === 401) return this.signedOut();
    if (status === 422) return this.wasRefused(name, value, body);
    return isPassing(status) ? this.tryLater() : this.stop(body);
  }

  /** With `values` when it was stored already and something else is newer than what stands here. */
  wasSaved(name, value, { version, saved_at_text: time, values = {} }) {
    this.version = version;
    this.saved.set(name, value);
    this.takeIn(values);
    this.attempts = 0;
    this.overtaken = 0;
    if (this.keeping) this.keep();
    this.savedWords = text('saved', { time });
    showState('saved', this.savedWords);
    return 'done';
  }

  /** Somebody (or another tab) saved first. Only where both changed the same field is there a choice to make. */
  wasOvertaken(name, value, { version, value: theirs, values = {}, message }) {
    this.version = version;
    if (++this.overtaken > TOO_OFTEN) return this.tryLater();
    this.takeIn({ ...values, [name]: theirs }, message);
    return 'done';
  }

  takeIn(values, message) {
    for (const [other, sent] of Object.entries(values)) {
      const found = plain(sent);
      if (!this.fields.has(other) || found === this.saved.get(other)) continue;
      const mine = this.value(other);
      if (mine === this.saved.get(other)) setValue(this.fields.get(other), found);
      else if (mine !== found) { this.askWhich(other, found, message); continue; }
      this.saved.set(other, found);
    }
  }

  askWhich(name, theirs, message) {
    const controls = this.fields.get(name);
    this.open.add(name);
    showState('blocked', text('conflictTitle'));
    const decided = (choice) => {
      if (choice === 'theirs') setValue(controls, theirs);
      this.saved.set(name, theirs);
      this.open.delete(name);
      this.changed();
      this.flush();
    };
    showConflict(controls, { mine: this.value(name), theirs, message, decided });
  }

  signedOut() {
    this.keep();
    showState('offline', text('signedOut'));
    return signInAgain().then(() => 'done');
  }

  wasRefused(name, value, { message }) {
    this.refused.set(name, value);
    sayAt(this.fields.get(name), message || text('held'));
    showState('blocked', text('held'));
    return 'done';
  }

  tryLater() {
    this.keep();
    showState('offline', text('offline'));
    this.soon(pauseAfter(this.attempts++) * 1000);
    return 'offline';
  }

  stop({ message }) {
    this.stopped = true;
    this.keep();
    showState('blocked', message || text('stopped'));
    return 'stopped';
  }
}

export const start = () => $$('form[data-autosave]').forEach((form) => new Autosave(form));
