// What does one file's row show? Its name, how far it is, and the buttons that fit what is happening to it.
import { $, icon, make, text } from './page.js';
import { Pace, percent, sizeWords } from './filewords.js';

const TOOLS = {
  waiting: ['cancel'], sending: ['pause', 'cancel'], resting: ['retryNow', 'cancel'], finishing: [],
  paused: ['goOn', 'cancel'], failed: ['again', 'remove'], refused: ['remove'], done: ['remove'],
};
const ICONS = { pause: 'pause', goOn: 'play', again: 'refresh', retryNow: 'refresh' };
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;   // they turn letters round, so that a name shows another ending
const MOVING = ['waiting', 'sending', 'resting', 'finishing'];

function iconFor({ type, name }) {
  if (type.startsWith('video/')) return icon('video');
  return icon(/\.(xlsx?|csv|ods)$/i.test(name) ? 'table' : 'file');
}

export class UploadRow {
  /** `press(row, tool)` is called when a button is pressed; rows of `direct` uploads can pause. */
  constructor(file, { direct, press }) {
    Object.assign(this, { file, direct, press, hurry: new EventTarget(), begun: null, name: file.name.replace(INVISIBLE, '') });
    this.tools = make('span', { className: 'upload__tools' });
    this.bar = make('progress', { className: 'progress', max: 1000, value: 0, 'aria-label': text('uploadBar', { name: this.name }) });
    this.meta = make('span', { className: 'upload__meta' });
    this.heldUp = make('strong', { className: 'upload__meta' }, text('fileHoldsUp'));
    this.element = make('li', { className: 'upload' }, iconFor(file), make('span', { className: 'upload__name' }, this.name), this.tools, this.bar, this.meta);
    this.show('waiting', text('uploadWaiting'));
  }

  get isMoving() { return MOVING.includes(this.state); }
  get isReady() { return this.state === 'done'; }

  show(state, ...words) {
    const changed = state !== this.state;
    this.state = state;
    this.bar.hidden = ['failed', 'refused', 'done'].includes(state);
    this.meta.replaceChildren(...words);
    if (changed) this.showTools();
  }

  showTools() {
    const hadFocus = this.tools.contains(document.activeElement);
    const names = TOOLS[this.state].filter((tool) => tool !== 'pause' || this.direct);
    this.tools.replaceChildren(...names.map((tool) => this.button(tool)));
    if (hadFocus) $('button', this.tools)?.focus();
  }

  button(tool) {
    const words = make('span', { className: 'visually-hidden' }, ` ${this.name}`);
    const pictures = ICONS[tool] ? [icon(ICONS[tool])] : [];
    const button = make('button', { type: 'button', className: 'btn btn--quiet btn--small' }, ...pictures, text(tool), words);
    button.addEventListener('click', () => this.press(this, tool));
    return button;
  }

  /** Say, or say no longer, that a pressed button waits for this file. */
  holdUp(isHeldUp) {
    if (!isHeldUp) this.heldUp.remove();
    else if (!this.heldUp.isConnected) this.element.append(this.heldUp);
  }

  /** What `transfer.js` tells on the way; `rests` is called when there is nothing to do but wait. */
  watch(rests) {
    const pace = new Pace();
    this.controller = new AbortController();
    return {
      signal: this.controller.signal,
      hurry: this.hurry,
      onbegun: (begun) => { this.begun = begun; },
      onprogress: (sent) => {
        this.bar.value = (1000 * sent) / this.file.size;
        this.show('sending', pace.words(sent, this.file.size));
      },
      onwait: (seconds) => { if (!this.direct) this.bar.value = 0; this.show('resting', text('uploadRetry', { n: seconds })); rests(); },
      onfinishing: () => { this.bar.value = 1000; this.show('finishing', text('uploadFinishing')); },
    };
  }

  showPaused() {
    const tag = make('span', { className: 'tag tag--soon' }, icon('pause'), text('uploadPaused'));
    this.show('paused', tag, text('uploadProgress', { sent: percent(this.bar.value), total: sizeWords(this.file.size) }));
  }

  showFailed(state, message) {
    const tag = make('span', { className: 'tag tag--late' }, icon('warning'), text('uploadFailed'));
    this.show(state, tag, message === text('uploadFailed') ? '' : message);
  }

  /** The file is across: it gets its place in the form, and whatever fields the page wants for it. */
  showDone(stored, { name, form, template }) {
    const tag = make('span', { className: 'tag tag--done' }, icon('check'), text('uploadDone'));
    this.show('done', tag, stored.size_text ?? sizeWords(this.file.size));
    const id = make('input', { type: 'hidden', name, value: stored.id });
    this.element.append(id);
    if (form && !this.element.closest('form')) id.setAttribute('form', form.id);
    if (template) this.element.append(this.moreFields(template, stored.id));
  }

  moreFields(template, id) {
    const more = make('div', { className: 'upload__more' }, template.content.cloneNode(true));
    for (const element of more.querySelectorAll('*')) {
      for (const attribute of [...element.attributes]) attribute.value = attribute.value.replaceAll('__id__', id);
      if (element.hasAttribute('data-file-title')) element.value = this.name.replace(/\.[^.]+$/, '').replaceAll('_', ' ');
    }
    return more;
  }
}
