// Works out checksums beside the page, so that it never stands still.
import { md5 } from './md5.js';

self.onmessage = async ({ data: { id, blob } }) => {
  try {
    const bytes = md5(await blob.arrayBuffer());
    self.postMessage({ id, md5: btoa(String.fromCharCode(...bytes)) });
  } catch {
    self.postMessage({ id });   // the file was moved or changed on the disk
  }
};
