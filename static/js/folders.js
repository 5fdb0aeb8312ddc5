// Which files are in what was dropped or chosen? Folders are opened, and what computers leave in them is left out.

export const MOST = 300;   // files at a time: somebody who drops a whole disk is stopped before the page is

const JUNK = /^(\.|~\$|(thumbs\.db|desktop\.ini|ehthumbs\.db|icon\r)$)/i;   // .DS_Store, ._a, ~$a.docx, Thumbs.db …
const JUNK_FOLDER = /(^|\/)(__MACOSX|\$RECYCLE\.BIN|\.[^/]+)\//i;

const isJunk = (file, path) => JUNK.test(file.name) || JUNK_FOLDER.test(path);

const fileOf = (entry) => new Promise((resolve, reject) => { entry.file(resolve, reject); });
const someOf = (reader) => new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });

/** A folder tells of at most a hundred of its entries at a time, and of none when all are told. */
async function* entriesIn(folder) {
  const reader = folder.createReader();
  for (let some = await someOf(reader); some.length; some = await someOf(reader)) yield* some;
}

/** Every file below; one without `file` could not be read. */
async function* filesIn(entry) {
  if (entry.isFile) {
    yield { file: await fileOf(entry).catch(() => null), path: entry.fullPath };
    return;
  }
  try {
    for await (const inner of entriesIn(entry)) yield* filesIn(inner);
  } catch {
    yield { file: null, path: entry.fullPath };
  }
}

/** What came of looking: files to send, how many were left out or could not be read, and whether there were too many. */
class Sorted {
  constructor() { Object.assign(this, { files: [], leftOut: 0, unread: 0, isTooMany: false, hadFolder: false }); }

  take(file, path) {
    if (!file) this.unread += 1;
    else if (isJunk(file, path)) this.leftOut += 1;
    else if (this.files.length === MOST) this.isTooMany = true;
    else this.files.push(file);
  }
}

/** A drop: its items must be asked at once, they are gone after the event. */
export async function filesDropped({ items, files }) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const sorted = new Sorted();
  sorted.hadFolder = entries.some((entry) => entry.isDirectory);
  if (!sorted.hadFolder) { [...files].forEach((file) => sorted.take(file, file.name)); return sorted; }
  for (const entry of entries) {
    for await (const { file, path } of filesIn(entry)) {
      sorted.take(file, path);
      if (sorted.isTooMany) return sorted;
    }
  }
  return sorted;
}

/** A folder picked in the dialog: the browser has opened it already. */
export function filesPicked(files) {
  const sorted = new Sorted();
  sorted.hadFolder = true;
  for (const file of files) sorted.take(file, file.webkitRelativePath);
  return sorted;
}
