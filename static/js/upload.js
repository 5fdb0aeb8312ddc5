// How do files get on their way? A drop zone around a real file input; each file gets a row, and the form waits for them.
import { $, $$, ask, make, text } from './page.js';
import { sizeWords } from './filewords.js';
import { toast } from './toasts.js';
import { Refused, sendDirect, sendThrough } from './transfer.js';
import { UploadRow } from './uploadrow.js';
import { Choice } from './withoutfile.js';

const PATIENCE = 10000;   // milliseconds that a pressed button waits for a moving file before there is something to choose
const guard = (event) => event.preventDefault();

class Zone {
  constructor(element) {
    this.element = element;
    this.options = element.dataset;
    this.input = $('input[type="file"]', element);
    this.list = $(element.dataset.list);
    this.direct = element.dataset.mode === 'direct';
    this.rows = [];
    this.status = make('p', { className: 'visually-hidden', role: 'status' });
    element.append(this.status);
    element.dataset.ready = '';
    this.input.addEventListener('change', () => this.takeChosen());
    this.listenForDrops();
    this.held = null;      // the press that waits for files: its button, and whether it has waited long
    this.leaves = false;   // whether somebody chose to go on without the files that are not here
    this.input.form?.addEventListener('submit', (event) => this.holdSubmit(event), { capture: true });
    this.takeChosen();     // somebody may have been quicker than this script
  }

  takeChosen() {
    if (!this.input.files.length) return;
    this.add([...this.input.files]);
    this.input.value = '';
  }

  listenForDrops() {
    const zone = this.element;
    zone.addEventListener('dragover', () => { zone.dataset.over = ''; });
    zone.addEventListener('dragleave', (event) => { if (!zone.contains(event.relatedTarget)) delete zone.dataset.over; });
    zone.addEventListener('drop', (event) => {
      delete zone.dataset.over;
      this.add([...event.dataTransfer.files]);
    });
  }

  say(key, values) { this.status.textContent = text(key, values); }

  add(files) {
    this.leaves = false;
    const wanted = this.input.multiple ? files : files.slice(-1);
    if (!this.input.multiple && wanted.length) [...this.rows].forEach((row) => this.drop(row));
    for (const file of wanted) {
      const row = new UploadRow(file, { direct: this.direct, press: (...pressed) => this.press(...pressed) });
      this.rows.push(row);
      this.list.append(row.element);
      const problem = this.problemWith(file);
      if (problem) this.fail(row, new Refused(problem));
    }
    this.next();
  }

  problemWith({ size }) {
    const most = Number(this.options.maxBytes) || Infinity;
    if (size > most) return text('tooLarge', { size: sizeWords(size), max: sizeWords(most) });
    return size === 0 ? text('emptyFile') : '';
  }

  /** Start the next in line; tell the form when all is quiet; guard the page while something moves. */
  next() {
    const atOnce = this.direct ? 1 : 2;
    const busy = this.rows.filter((row) => row.isMoving && row.state !== 'waiting').length;
    const waiting = this.rows.filter((row) => row.state === 'waiting');
    waiting.slice(0, Math.max(0, atOnce - busy)).forEach((row) => this.run(row));
    const isBusy = this.rows.some((row) => row.isMoving) && !this.leaves;
    (isBusy ? addEventListener : removeEventListener)('beforeunload', guard);
    this.judgeHeld();
  }

  async run(row) {
    row.show('sending', text('uploadStarting'));
    this.say('sayStart', { name: row.file.name });
    const watch = row.watch(() => this.judgeHeld());
    try {
      const stored = await (this.direct ? sendDirect : sendThrough)(row.file, this.options, watch);
      row.stored = stored;
      row.showDone(stored, { name: this.options.name || 'file_ids', form: this.input.form, template: $('template[data-upload-fields]', this.element) });
      this.say('sayDone', { name: row.file.name });
    } catch (error) {
      if (!watch.signal.aborted) this.fail(row, error);
    }
    this.next();
  }

  fail(row, error) {
    const isFinal = error instanceof Refused;
    const message = isFinal ? error.message : '';
    row.showFailed(isFinal ? 'refused' : 'failed', message);
    this.say('sayFailed', { name: row.file.name, message });
    if (!isFinal) console.error(error);
  }

  press(row, tool) {
    if (tool === 'retryNow') row.hurry.dispatchEvent(new Event('hurry'));
    else if (tool === 'pause') { row.showPaused(); row.controller.abort(); this.next(); }
    else if (tool === 'goOn' || tool === 'again') { row.show('waiting', text('uploadWaiting')); this.next(); }
    else this.takeAway(row, tool);
  }

  /**
   * Gone at once, and back again with Fortryd. What was sent in vain is cleared when it is too late to undo; so is a
   * file that the server has put in its place already, and a form sent before that says so itself.
   */
  takeAway(row, tool) {
    const wasReady = row.isReady;
    const placed = wasReady && row.stored.remove;
    const mark = make('input', { type: 'hidden', name: 'removed_ids', value: placed ? row.stored.id : '' });
    if (placed) this.input.form?.append(mark);
    const after = row.element.nextSibling;
    this.drop(row);
    ($('.upload__tools button', after?.isConnected ? after : this.list) ?? this.input).focus();
    const undo = () => {
      mark.remove();
      this.rows.push(row);
      this.list.insertBefore(row.element, after?.isConnected ? after : null);
      if (!wasReady && row.state !== 'refused') row.show('waiting', text('uploadWaiting'));
      this.next();
    };
    const gone = () => {
      if (!wasReady && row.begun) ask(row.begun.cancel, {});
      if (placed) ask(row.stored.remove, {});
    };
    toast(text(tool === 'cancel' ? 'cancelled' : 'removed', { name: row.file.name }), { undo, gone });
    this.next();
  }

  drop(row) {
    row.state = row.isReady || row.state === 'refused' ? row.state : 'dropped';
    row.controller?.abort();
    row.element.remove();
    this.rows = this.rows.filter((other) => other !== row);
  }

  /** The form goes when the files have arrived; a file that is stuck is never left behind in silence. */
  holdSubmit(event) {
    if (event.submitter?.formNoValidate || this.mayGo()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.letGo();
    const held = { button: event.submitter, isLong: false };
    held.timer = setTimeout(() => { held.isLong = true; this.judgeHeld(); }, PATIENCE);
    this.held = held;
    this.judgeHeld();
  }

  /** Whether nothing is left to wait for. The server is told how many files stay behind, so that its receipt can say so. */
  mayGo() {
    const missing = this.rows.filter((row) => !row.isReady).length;
    this.behind?.remove();
    if (missing && !this.leaves) return false;
    this.behind = make('input', { type: 'hidden', name: 'files_behind', value: missing });
    if (missing) this.input.form.append(this.behind);
    removeEventListener('beforeunload', guard);
    return true;
  }

  /** A button was pressed and waits: go, say what is stuck, or let the person choose. */
  judgeHeld() {
    if (!this.held) return;
    const missing = this.rows.filter((row) => !row.isReady);
    if (!missing.length) this.goOn();
    else if (!missing.some((row) => row.isMoving)) this.sayStuck(missing[0]);
    else if (this.held.isLong || missing.some((row) => row.state === 'resting')) this.sayHeldUp(missing);
    else this.sayOnce('waitForFiles');
  }

  sayOnce(key) {
    if (this.held.said !== key) toast(text(key));
    this.held.said = key;
  }

  sayStuck(row) {
    this.letGo();
    toast(text('filesNotReady'));
    $('button', row.tools)?.focus();
  }

  sayHeldUp(missing) {
    const { button, choice } = this.held;
    if (!button?.dataset.without) { this.sayOnce('waitForFiles'); return; }
    missing.forEach((row) => row.holdUp(true));
    if (choice) return;
    const goOn = () => { this.leaves = true; this.goOn(); };
    this.held.choice = new Choice(button, { count: missing.length, later: this.options.later, goOn });
    this.held.choice.open();
  }

  goOn() {
    const { button } = this.held;
    this.letGo();
    this.input.form.requestSubmit(button);
  }

  letGo() {
    clearTimeout(this.held?.timer);
    this.held?.choice?.close();
    this.held = null;
    this.rows.forEach((row) => row.holdUp(false));
  }
}

/** A file that misses the zone must not replace the page. */
function catchStrayFiles() {
  for (const type of ['dragover', 'drop']) {
    addEventListener(type, (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  }
}

export function start() {
  $$('[data-upload]').forEach((element) => new Zone(element));
  catchStrayFiles();
}
