// How do files get on their way? A drop zone around a real file input; each file gets a row, and the form waits for them.
import { $, $$, ask, make, text } from './page.js';
import { Hold, guard } from './filehold.js';
import { sizeWords } from './filewords.js';
import { MOST, filesDropped, filesPicked } from './folders.js';
import { filesPasted } from './pasted.js';
import { toast } from './toasts.js';
import { Refused, sendDirect, sendThrough } from './transfer.js';
import { Unfinished, unfinishedAt } from './unfinished.js';
import { UploadRow } from './uploadrow.js';

class Zone {
  constructor(element) {
    this.element = element;
    this.input = $('input[type="file"]:not([webkitdirectory])', element);
    this.options = { ...element.dataset, place: new URL(this.input.form?.action ?? location.href).pathname };
    this.list = $(element.dataset.list);
    this.direct = element.dataset.mode === 'direct';
    this.rows = [];
    this.unfinished = [];
    this.status = make('p', { className: 'visually-hidden', role: 'status' });
    element.append(this.status);
    element.dataset.ready = '';
    this.input.addEventListener('change', () => this.takeChosen());
    this.offerFolders();
    this.listenForDrops();
    if (this.direct) this.recall();
    this.leaves = false;   // whether somebody chose to go on without the files that are not here
    this.hold = new Hold(this);
    this.takeChosen();     // somebody may have been quicker than this script
  }

  takeChosen() {
    if (!this.input.files.length) return;
    this.add([...this.input.files]);
    this.input.value = '';
  }

  /** A second input, for whole folders; where a browser has none of that kind nothing is offered. */
  offerFolders() {
    const offer = $('[data-folders]', this.element);
    const input = offer && $('input', offer);
    if (!input || !('webkitdirectory' in input)) return;
    offer.hidden = false;
    input.addEventListener('change', () => {
      const sorted = filesPicked([...input.files]);
      input.value = '';
      this.addSorted(sorted);
    });
  }

  /** What was begun before the page was loaded anew, or the machine went down. */
  async recall() {
    const use = (line) => this.reuse(line);
    const choose = () => this.input.click();
    const told = await unfinishedAt(this.options.begun, this.options.place);
    const begun = told.filter((one) => !this.rows.some(({ file }) => file.name === one.name && file.size === one.size));
    this.unfinished = begun.map((one) => new Unfinished(one, { use, choose }));
    this.list.append(...this.unfinished.map((line) => line.element));
    if (begun.length) this.say('begunHere', { n: begun.length });
  }

  /** A file that had come whole before: its row, as if it had been sent now. */
  reuse(line) {
    const { name, size } = line.begun;
    const row = this.newRow({ name, size, type: '' });
    line.element.replaceWith(row.element);
    row.stored = line.begun;
    this.showDone(row);
    $('button', row.tools)?.focus();
  }

  listenForDrops() {
    const zone = this.element;
    zone.addEventListener('dragover', () => { zone.dataset.over = ''; });
    zone.addEventListener('dragleave', (event) => { if (!zone.contains(event.relatedTarget)) delete zone.dataset.over; });
    zone.addEventListener('drop', (event) => {
      delete zone.dataset.over;
      filesDropped(event.dataTransfer).then((sorted) => this.addSorted(sorted));
    });
  }

  /** Files with what was found on the way to them: say what was left out, and when there was nothing. */
  addSorted({ files, leftOut, unread, isTooMany, hadFolder }) {
    if (unread) toast(text('filesUnread', { n: unread }));
    if (isTooMany) { toast(text('tooManyFiles', { n: MOST })); return; }
    if (leftOut) toast(text('junkLeftOut', { n: leftOut }));
    else if (hadFolder && !files.length && !unread) toast(text('emptyFolder'));
    this.add(files);
  }

  say(key, values) { this.status.textContent = text(key, values); }

  add(files) {
    this.leaves = false;
    const wanted = this.input.multiple ? files : files.slice(-1);
    if (!this.input.multiple && wanted.length) [...this.rows].forEach((row) => this.drop(row));
    for (const file of wanted) {
      const row = this.newRow(file);
      this.list.append(row.element);
      this.unfinished.filter((line) => line.isOf(file)).forEach((line) => line.element.remove());
      const problem = this.problemWith(file);
      if (problem) this.fail(row, new Refused(problem));
    }
    this.next();
  }

  newRow(file) {
    const row = new UploadRow(file, { direct: this.direct, press: (...pressed) => this.press(...pressed) });
    this.rows.push(row);
    return row;
  }

  showDone(row) {
    const { form } = this.input;
    row.showDone(row.stored, { name: this.options.name || 'file_ids', form, template: $('template[data-upload-fields]', this.element) });
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
    this.hold.judge();
  }

  async run(row) {
    row.show('sending', text('uploadStarting'));
    this.say('sayStart', { name: row.file.name });
    const watch = row.watch(() => this.hold.judge());
    try {
      const stored = await (this.direct ? sendDirect : sendThrough)(row.file, this.options, watch);
      row.stored = stored;
      if (this.rows.some((other) => other !== row && other.stored?.id === stored.id)) this.drop(row);   // chosen twice
      else this.showDone(row);
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
}

/** A file that misses the zone must not replace the page. */
function catchStrayFiles() {
  for (const type of ['dragover', 'drop']) {
    addEventListener(type, (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  }
}

/** Files that are pasted go to the zone one is in, or to the first of the page. */
function catchPastes(zones) {
  document.addEventListener('paste', (event) => {
    const files = filesPasted(event);
    if (!files.length) return;
    event.preventDefault();
    (zones.find((zone) => zone.element.contains(event.target)) ?? zones[0]).add(files);
  });
}

/** Checksums are made on https and on one's own machine only; elsewhere the form stays as it is without scripts. */
const canSend = ({ dataset }) => isSecureContext || dataset.mode !== 'direct';

export function start() {
  const zones = $$('[data-upload]').filter(canSend).map((element) => new Zone(element));
  if (!zones.length) return;
  catchStrayFiles();
  catchPastes(zones);
}
