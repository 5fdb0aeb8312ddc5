// What is the MD5 of these bytes? Worked out beside the page, so that it never stands still; the store compares it with what came.
import '../vendor/spark-md5-3.0.2/spark-md5.min.js';

self.onmessage = async ({ data: { id, blob } }) => {
  try {
    const raw = self.SparkMD5.ArrayBuffer.hash(await blob.arrayBuffer(), true);
    self.postMessage({ id, md5: btoa(raw) });
  } catch {
    self.postMessage({ id });   // the file was moved or changed on the disk
  }
};
