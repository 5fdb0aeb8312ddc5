// How does one file get across, whatever the net does? In signed parts straight to the store, or whole through the portal.
import { ask, csrfToken, text } from './page.js';
import { checksumOf } from './checksums.js';
import { PartedUpload } from './parts.js';
import { Forgotten, Refused, judge, mustBeReadable, patiently, send } from './sending.js';

export { Refused };

const ROUNDS = 3;

/** What makes this upload this one: the place it is begun at, how the file begins, and what the disk says of it. */
async function fingerprint(file, place) {
  const head = await checksumOf(new Blob([await mustBeReadable(file)]));
  return [place, head, file.size, file.lastModified, file.name].join('|');
}

/** Straight to the store. `watch`: {signal, hurry, onprogress, onwait, onbegun, onfinishing}. */
export async function sendDirect(file, { begin, place }, watch) {
  const question = { name: file.name, size: file.size, media_type: file.type, fingerprint: await fingerprint(file, place) };
  const post = (url, body) => patiently(async () => judge(await ask(url, body, { signal: watch.signal })), watch);
  for (let round = 1; ; round += 1) {
    const begun = await post(begin, question);
    if (begun.finished) return begun.finished;   // sent before, and not used yet
    watch.onbegun(begun);
    try {
      await new PartedUpload(file, begun, watch).sendAll();
      watch.onfinishing();
      return await post(begun.finish, {});
    } catch (error) {
      if (!(error instanceof Forgotten)) throw error;
      if (round === ROUNDS) throw new Refused(text('uploadFailed'));
    }
  }
}

/** Through the portal: confidential files never get an address of their own. */
export async function sendThrough(file, { send: url }, watch) {
  await mustBeReadable(file);
  return patiently(async () => {
    const headers = {
      Accept: 'application/json',
      'Content-Type': 'application/octet-stream',
      'X-CSRFToken': csrfToken(),
      'X-File-Name': encodeURIComponent(file.name),
    };
    const onbytes = (bytes) => (bytes < file.size ? watch.onprogress(bytes) : watch.onfinishing());
    const answer = await send('POST', url, file, { headers, onbytes, signal: watch.signal });
    if (answer.status === 0) await mustBeReadable(file);
    return judge(answer);
  }, watch);
}
