// Which checksum goes along with these bytes? The browser's own SHA-256, which works beside the page.

/** The SHA-256 of a blob in hex; rejects when the blob cannot be read. */
export async function checksumOf(blob) {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
