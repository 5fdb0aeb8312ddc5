// How does one read a document here? Page by page, by keyboard, hand or search, from where one let go.
import { GlobalWorkerOptions, VerbosityLevel, getDocument } from '../../vendor/pdfjs-dist-6.5.438/pdf.min.mjs';
import { $, $$, fill } from '../page.js';
import { Bytes } from './bytes.js';
import { Contents } from './contents.js';
import { Search } from './search.js';
import { Place, offerPlace } from './place.js';
import { Stage } from './stage.js';

const VENDOR = new URL('../../vendor/pdfjs-dist-6.5.438/', import.meta.url).href;
const CHUNK = 1 << 17;
GlobalWorkerOptions.workerSrc = `${VENDOR}pdf.worker.min.mjs`;

const root = $('[data-reader]');
const texts = JSON.parse($('#reader-texts').textContent);
const element = $('[data-stage]', root);
const numberBox = $('#page-number');

/** What has come stays on the screen; the rest may come when one tries again, at the same page. */
function showProblem(error) {
  const problem = $('[data-problem]', root);
  if (!problem.hidden) return;
  problem.hidden = false;
  $('[data-resume]', root).hidden = true;
  if (element.hidden) $('[data-status]', root).textContent = '';
  $('[data-again]', root).addEventListener('click', () => {
    if (!element.hidden) history.replaceState(null, '', `#side=${numberBox.value}`);
    location.reload();
  });
  console.warn(`the document cannot be shown: ${error.message}`);
}

/** Open it by ranges: nothing is fetched that no page in view needs, and nothing of it may run. */
async function open() {
  const range = await Bytes.at(root.dataset.address, showProblem);
  return getDocument({
    range,
    rangeChunkSize: CHUNK,
    disableAutoFetch: true,
    disableStream: true,
    useWasm: false,
    useWorkerFetch: true,
    wasmUrl: VENDOR,
    standardFontDataUrl: VENDOR,
    cMapUrl: VENDOR,
    enableXfa: false,
    disableWorkerRendering: true,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
}

/** What the address asks for: `#side=7&q=ord`. */
function asked() {
  const values = new URLSearchParams(location.hash.slice(1));
  return { page: Number.parseInt(values.get('side'), 10) || null, words: values.get('q') ?? '' };
}

function showPage(stage, page) {
  const total = stage.sheets.length;
  if (document.activeElement !== numberBox) numberBox.value = page;
  $('[data-status]', root).textContent = fill(texts.page, { n: page, total });
  const [back, on] = $$('[data-step]', root);
  back.setAttribute('aria-disabled', page === 1);
  on.setAttribute('aria-disabled', page === total);
  const view = $('[data-text-view]', root);
  if (view) view.hash = `side-${page}`;
}

function startButtons(stage, turn) {
  $$('[data-step]', root).forEach((button) => button.addEventListener('click', () => turn(stage.current + Number(button.dataset.step))));
  $$('[data-zoom]', root).forEach((button) => button.addEventListener('click', () => stage.enlarge(Number(button.dataset.zoom))));
  numberBox.addEventListener('change', () => {
    turn(Number.parseInt(numberBox.value, 10) || stage.current);
    numberBox.value = stage.current;
  });
}

/** Keys that turn pages work everywhere but in fields; those that are letters only inside the reader, as people who speak to their machine need it. */
function startKeys(stage, turn, search) {
  const turning = {
    ArrowRight: () => stage.current + 1, ArrowLeft: () => stage.current - 1,
    PageDown: () => stage.current + 1, PageUp: () => stage.current - 1,
    Home: () => 1, End: () => stage.sheets.length,
  };
  const letters = { '+': () => stage.enlarge(1), '-': () => stage.enlarge(-1), '/': () => search.show() };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog, [data-contents]')) return;
    if (event.target === document.body && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      element.focus({ preventScroll: true });
      element.scrollBy(0, event.key === 'ArrowDown' ? 60 : -60);
    }
    const isSideways = event.key.startsWith('Arrow') && element.scrollWidth > element.clientWidth + 1;
    const page = !isSideways && turning[event.key]?.();
    const act = root.contains(event.target) && letters[event.key];
    if (!page && page !== 0 && !act) return;
    event.preventDefault();
    if (act) act();
    else {
      element.focus({ preventScroll: true });
      turn(page);
    }
  });
}

/** Show the tools, now that there is a document to use them on. */
function unfold(pdf) {
  for (const part of ['[data-bar]', '[data-end]', '[data-find-open]', '[data-stage]']) $(part, root).hidden = false;
  $('[data-total]', root).textContent = fill(texts.of, { total: pdf.numPages });
}

/** Remember where the reader is; not the first page while they are asked whether to go on at another. */
function remembering() {
  const place = new Place(root.dataset.save);
  const notice = $('[data-resume]', root);
  const arrive = (page) => {
    if (!notice.hidden && page === 1) return;
    notice.hidden = true;
    place.arrive(page);
  };
  const offer = (page, turn) => offerPlace(notice, page, (chosen) => {
    turn(chosen);
    place.arrive(chosen);
    element.focus({ preventScroll: true });
  });
  return { arrive, offer };
}

/** Go where the address leads; is there a page in it? */
function follow(turn, search) {
  const { page, words } = asked();
  if (page) turn(page);
  if (words) search.show(words);
  return Boolean(page);
}

async function start() {
  $('[data-status]', root).textContent = texts.loading;
  const pdf = await open();
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  unfold(pdf);
  const { arrive, offer } = remembering();
  let search;
  let contents;
  const stage = new Stage(element, pdf, first, {
    texts,
    onPage: (page) => queueMicrotask(() => {
      showPage(stage, page);
      arrive(page);
      contents?.here(page);
    }),
    onText: (sheet) => search?.mark(sheet),
  });
  const turn = (page) => stage.go(page);
  search = new Search(root, pdf, stage, texts);
  startButtons(stage, turn);
  startKeys(stage, turn, search);
  const remembered = Math.min(Number(root.dataset.place), pdf.numPages);
  if (!follow(turn, search) && remembered > 1) offer(remembered, turn);
  addEventListener('hashchange', () => follow(turn, search));
  stage.look();
  root.dataset.ready = '';
  contents = await Contents.offer(root, pdf, texts.side, turn);
  contents?.here(stage.current);
}

start().catch(showProblem);
