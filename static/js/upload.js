// How do files get on their way? A drop zone around a real file input; each file gets a row, and the form waits for them.
import { $, $$, ask, make, text } from './page.js';
import { sizeWords } from './filewords.js';
import { toast } from './toasts.js';
import { Refused, sendDirect, sendThrough } from './transfer.js';
import { UploadRow } from './uploadrow.js';

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
    this.input.addEventListener('change', () => { this.add([...this.input.files]); this.input.value = ''; });
    this.listenForDrops();
    this.input.form?.addEventListener('submit', (event) => this.holdSubmit(event), { capture: true });
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
    if (this.rows.some((row) => row.isMoving)) addEventListener('beforeunload', guard);
    else {
      removeEventListener('beforeunload', guard);
      this.quiet?.();
    }
  }

  async run(row) {
    row.show('sending', text('uploadStarting'));
    this.say('sayStart', { name: row.file.name });
    const watch = row.watch();
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
  async holdSubmit(event) {
    if (event.submitter?.formNoValidate || this.rows.every((row) => row.isReady)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.quiet) return;
    if (this.rows.some((row) => row.isMoving)) {
      toast(text('waitForFiles'));
      await new Promise((resolve) => { this.quiet = resolve; });
      this.quiet = null;
    }
    const stuck = this.rows.find((row) => !row.isReady);
    if (!stuck) { this.input.form.requestSubmit(event.submitter); return; }
    toast(text('filesNotReady'));
    $('button', stuck.tools)?.focus();
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
