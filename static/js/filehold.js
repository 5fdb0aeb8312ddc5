// May a form go while files are on their way? It waits for them, says what is stuck, and lets somebody choose to go without.
import { $, make, text } from './page.js';
import { toast } from './toasts.js';
import { Choice } from './withoutfile.js';

const PATIENCE = 10000;   // milliseconds that a pressed button waits for a moving file before there is something to choose

export const guard = (event) => event.preventDefault();

/** For one zone: its rows, and the form around it. */
export class Hold {
  constructor(zone) {
    this.zone = zone;
    this.held = null;   // the press that waits: its button, and whether it has waited long
    zone.input.form?.addEventListener('submit', (event) => this.submit(event), { capture: true });
  }

  /** The form goes when the files have arrived; a file that is stuck is never left behind in silence. */
  submit(event) {
    if (event.submitter?.formNoValidate || this.mayGo()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.letGo();
    const held = { button: event.submitter, isLong: false };
    held.timer = setTimeout(() => { held.isLong = true; this.judge(); }, PATIENCE);
    this.held = held;
    this.judge();
  }

  /** Whether nothing is left to wait for. The server is told how many files stay behind, so that its receipt can say so. */
  mayGo() {
    const missing = this.zone.rows.filter((row) => !row.isReady).length;
    this.behind?.remove();
    if (missing && !this.zone.leaves) return false;
    this.behind = make('input', { type: 'hidden', name: 'files_behind', value: missing });
    if (missing) this.zone.input.form.append(this.behind);
    removeEventListener('beforeunload', guard);
    return true;
  }

  /** A button was pressed and waits: go, say what is stuck, or let the person choose. */
  judge() {
    if (!this.held) return;
    const missing = this.zone.rows.filter((row) => !row.isReady);
    if (!missing.length) this.goOn();
    else if (!missing.some((row) => row.isMoving)) this.sayStuck(missing);
    else if (this.held.isLong || missing.some((row) => row.state === 'resting')) this.sayHeldUp(missing);
    else this.sayOnce('waitForFiles');
  }

  sayOnce(key) {
    if (this.held.said !== key) toast(text(key));
    this.held.said = key;
  }

  sayStuck(missing) {
    this.letGo();
    toast(text('filesNotReady', { n: missing.length }));
    $('button', missing[0].tools)?.focus();
  }

  sayHeldUp(missing) {
    const { button, choice } = this.held;
    if (!button?.dataset.without) { this.sayOnce('waitForFiles'); return; }
    missing.forEach((row) => row.holdUp(true));
    if (choice) return;
    const goOn = () => { this.zone.leaves = true; this.goOn(); };
    this.held.choice = new Choice(button, { count: missing.length, later: this.zone.options.later, goOn });
    this.held.choice.open();
  }

  goOn() {
    const { button } = this.held;
    this.letGo();
    this.zone.input.form.requestSubmit(button);
  }

  letGo() {
    clearTimeout(this.held?.timer);
    this.held?.choice?.close();
    this.held = null;
    this.zone.rows.forEach((row) => row.holdUp(false));
  }
}
