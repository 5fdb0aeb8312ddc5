// What comes along when text is pasted from Word? Paragraphs and lists; the rest is left behind.
import { $, $$ } from './page.js';

const BLOCKS = 'p,li,h1,h2,h3,h4,div,td';
const BULLET = /^([·•o§\-–]|\d+[.)])\s*/;

function lineOf(block) {
  const words = block.textContent.replace(/\s+/g, ' ').trim();
  const isWordList = /mso-list/i.test(block.dataset.style || '') || /MsoList/.test(block.className);
  if (!words) return '';
  if (isWordList) return `- ${words.replace(BULLET, '')}`;
  return block.matches('li') ? `- ${words}` : words;
}

export function htmlToText(html) {
  const quiet = html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/\sstyle=/gi, ' data-style=');   // the policy would complain
  const parsed = new DOMParser().parseFromString(quiet, 'text/html');
  $$('script,meta,title', parsed).forEach((node) => node.remove());
  const innermost = $$(BLOCKS, parsed.body).filter((block) => !$(BLOCKS, block));
  const lines = innermost.map(lineOf).filter(Boolean);
  return lines.join('\n').replace(/\n(?!- )/g, '\n\n') || parsed.body.textContent.trim();
}

/** The old command keeps Ctrl+Z working; where it is gone, the text still gets in. */
function insert(area, words) {
  if (document.execCommand?.('insertText', false, words)) return;
  area.setRangeText(words, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

export function start() {
  document.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html');
    const area = event.target;
    if (!html || !area.matches?.('textarea')) return;
    event.preventDefault();
    insert(area, htmlToText(html));
  });
}
