// Which checksum goes along with a part? One worker for the page, made when the first file is on its way.
const waiting = new Map();
let worker = null;
let last = 0;

function settle(id, settled) {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (settled.md5) asked?.resolve(settled.md5);
  else asked?.reject(new DOMException('', 'NotReadableError'));
}

function start() {
  const made = new Worker(new URL('./checksum-worker.js', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }) => settle(data.id, data);
  made.onerror = () => {
    worker = null;
    [...waiting.keys()].forEach((id) => settle(id, {}));
  };
  return made;
}

/** The MD5 of a blob in base64; rejects when the blob cannot be read. */
export function checksumOf(blob) {
  worker ??= start();
  last += 1;
  const id = last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, blob });
  });
}
