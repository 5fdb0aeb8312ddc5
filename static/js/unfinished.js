// What had been begun here before the page was loaded anew? Each gets a line that says how to go on, or to let it be.
import { $$, ask, icon, make, text } from './page.js';
import { farWords } from './filewords.js';
import { toast } from './toasts.js';

export class Unfinished {
  /** `begun` as the server tells it. `use` puts a finished file into the form, `choose` opens the dialog for files. */
  constructor(begun, { use, choose }) {
    Object.assign(this, { begun });
    const words = begun.is_finished
      ? text('begunFinished', { size: begun.size_text })
      : text('begunSome', { far: farWords(begun.come, begun.size) });
    const first = begun.is_finished ? this.button('useFile', use) : this.button('chooseAgain', choose);
    const tools = make('span', { className: 'upload__tools' }, first, this.button('letBe', () => this.letBe()));
    const name = make('span', { className: 'upload__name' }, begun.name);
    this.element = make('li', { className: 'upload' }, icon('refresh'), name, tools);
    if (!begun.is_finished) {
      const label = text('uploadBar', { name: begun.name });
      this.element.append(make('progress', { className: 'progress', max: begun.size, value: begun.come, 'aria-label': label }));
    }
    this.element.append(make('span', { className: 'upload__meta' }, words));
  }

  button(key, press) {
    const about = make('span', { className: 'visually-hidden' }, ` ${this.begun.name}`);
    const button = make('button', { type: 'button', className: 'btn btn--quiet btn--small' }, text(key), about);
    button.addEventListener('click', () => press(this));
    return button;
  }

  isOf(file) { return file.name === this.begun.name && file.size === this.begun.size; }

  letBe() {
    const after = this.element.nextSibling;
    const list = this.element.parentElement;
    this.element.remove();
    const undo = () => list.insertBefore(this.element, after?.isConnected ? after : null);
    toast(text('cancelled', { name: this.begun.name }), { undo, gone: () => ask(this.begun.cancel, {}) });
  }
}

/** Those the server tells of, without what the page shows already. Nobody hears of it when the server does not answer. */
export async function unfinishedAt(url, place) {
  const { status, body } = await ask(`${url}?${new URLSearchParams({ sted: place })}`, undefined, { method: 'GET' });
  if (status !== 200) return [];
  const shown = new Set($$('input[name="file_ids"], input[name="file_id"]').map((input) => input.value));
  return body.files.filter(({ id }) => !shown.has(id));
}
