// How does a form get one row more, one less, or another order? Names and ids follow the order on the page.
import { $, $$, fill, make } from './page.js';
import { toast } from './toasts.js';

const NUMBERED = ['name', 'id', 'for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-errormessage', 'list'];

class Rows {
  constructor(element) {
    this.element = element;
    this.list = $('[data-rows-list]', element);
    this.template = $('template[data-row-template]', element);
    this.pattern = new RegExp(`\\b${element.dataset.rows}-(\\d+|__n__)-`, 'g');
    this.status = make('p', { className: 'visually-hidden', role: 'status' });
    element.append(this.status);
    element.addEventListener('click', (event) => this.clicked(event));
  }

  get rows() { return $$(':scope > [data-row]', this.list); }

  clicked(event) {
    const button = event.target.closest('button');
    const tool = button && ['add', 'remove', 'up', 'down'].find((name) => button.matches(`[data-row-${name}]`));
    if (!tool) return;
    event.preventDefault();
    this[tool](button.closest('[data-row]'), button);
  }

  /** WTForms reads `items-0-title`: number all rows again, in the order they stand. */
  renumber() {
    this.rows.forEach((row, index) => {
      for (const element of [row, ...$$('*', row)]) {
        for (const name of NUMBERED) {
          const value = element.getAttribute(name);
          if (value) element.setAttribute(name, value.replace(this.pattern, `${this.element.dataset.rows}-${index}-`));
        }
        if (element.matches('button[name]')) element.value = index;
      }
    });
    this.element.dispatchEvent(new Event('input', { bubbles: true }));
  }

  focusIn(row) {
    const target = row && $('input:not([type="hidden"]), select, textarea', row);
    (target ?? $('[data-row-add]', this.element)).focus();
  }

  add() {
    this.list.append(this.template.content.cloneNode(true));
    this.renumber();
    this.focusIn(this.rows.at(-1));
  }

  remove(row) {
    if (this.rows.length <= Number(this.element.dataset.min || 0)) return;
    const after = row.nextElementSibling;
    row.remove();
    this.renumber();
    this.focusIn(after ?? this.rows.at(-1));
    toast(this.element.dataset.removedText, {
      undo: () => {
        this.list.insertBefore(row, after?.isConnected ? after : null);
        this.renumber();
        this.focusIn(row);
      },
    });
  }

  up(row, button) {
    row.previousElementSibling?.before(row);
    this.moved(row, button);
  }

  down(row, button) {
    row.nextElementSibling?.after(row);
    this.moved(row, button);
  }

  /** Focus stays on the button that was pressed, unless it has just become useless there. */
  moved(row, button) {
    this.renumber();
    const index = this.rows.indexOf(row);
    const isUseless = (button.matches('[data-row-up]') && index === 0) || (button.matches('[data-row-down]') && index === this.rows.length - 1);
    const other = button.matches('[data-row-up]') ? '[data-row-down]' : '[data-row-up]';
    (isUseless ? $(other, row) : button)?.focus();
    this.status.textContent = fill(this.element.dataset.movedText ?? '', { n: index + 1, total: this.rows.length });
  }
}

export function start() {
  $$('[data-rows]').forEach((element) => new Rows(element));
}
