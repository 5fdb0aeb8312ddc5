// What can somebody choose when a file cannot come now? To go on without it, or to wait; said beside the button they pressed.
import { icon, make, text } from './page.js';

const nothingHasFocus = () => [null, document.body].includes(document.activeElement);

export class Choice {
  /**
   * `submitter` is the button that was pressed: its data-without names the words for going on. `later` names those for
   * what becomes of the files then. `count` is how many are not here.
   */
  constructor(submitter, { count, later, goOn }) {
    const n = { n: count };
    this.wait = this.button('btn--plain', text('waitForFile', n), () => this.settle(n));
    this.words = make('p', {}, make('strong', {}, text('notHereYet', n)), ` ${text(submitter.dataset.heldUp)} ${text(later, n)}`);
    this.waiting = make('p', { role: 'status' });
    this.element = make('div', { className: 'wrap holdup', role: 'group', tabIndex: -1, 'aria-label': text('notHereYet', n) },
      make('div', { className: 'note note--warn' }, icon('cloud-off'),
        make('div', {}, this.words, this.waiting,
          make('div', { className: 'row' }, this.button('btn--primary', text(submitter.dataset.without, n), goOn), this.wait))));
    this.submitter = submitter;
  }

  button(kind, words, press) {
    const button = make('button', { type: 'button', className: `btn ${kind} btn--small` }, words);
    button.addEventListener('click', press);
    return button;
  }

  /** Above the buttons; with focus only if it is taken from the pressed button or from nobody. */
  open() {
    const isTheirs = document.activeElement === this.submitter || nothingHasFocus();
    (this.submitter.closest('.actionbar') ?? this.submitter.parentElement).prepend(this.element);
    if (isTheirs) this.element.focus();
  }

  settle(n) {
    this.waiting.textContent = text('waitingForFile', n);
    this.wait.remove();
    this.element.focus();
  }

  close() {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.remove();
    if (hadFocus) this.submitter.focus();
  }
}
