// What is the MD5 of these bytes? Written out step by step (RFC 1321): several times as quick as a loop over tables.

/** Take whole blocks of 64 bytes, as words with the lowest byte first, into the four words of `state`. */
function mix(state, words) {
  let [a, b, c, d] = state;
  for (let at = 0; at < words.length; at += 16) {
    const w0 = words[at + 0], w1 = words[at + 1], w2 = words[at + 2], w3 = words[at + 3];
    const w4 = words[at + 4], w5 = words[at + 5], w6 = words[at + 6], w7 = words[at + 7];
    const w8 = words[at + 8], w9 = words[at + 9], w10 = words[at + 10], w11 = words[at + 11];
    const w12 = words[at + 12], w13 = words[at + 13], w14 = words[at + 14], w15 = words[at + 15];
    const a0 = a, b0 = b, c0 = c, d0 = d;
    a = (a + (d ^ (b & (c ^ d))) + w0 - 680876936) | 0; a = (((a << 7) | (a >>> 25)) + b) | 0;
    d = (d + (c ^ (a & (b ^ c))) + w1 - 389564586) | 0; d = (((d << 12) | (d >>> 20)) + a) | 0;
    c = (c + (b ^ (d & (a ^ b))) + w2 + 606105819) | 0; c = (((c << 17) | (c >>> 15)) + d) | 0;
    b = (b + (a ^ (c & (d ^ a))) + w3 - 1044525330) | 0; b = (((b << 22) | (b >>> 10)) + c) | 0;
    a = (a + (d ^ (b & (c ^ d))) + w4 - 176418897) | 0; a = (((a << 7) | (a >>> 25)) + b) | 0;
    d = (d + (c ^ (a & (b ^ c))) + w5 + 1200080426) | 0; d = (((d << 12) | (d >>> 20)) + a) | 0;
    c = (c + (b ^ (d & (a ^ b))) + w6 - 1473231341) | 0; c = (((c << 17) | (c >>> 15)) + d) | 0;
    b = (b + (a ^ (c & (d ^ a))) + w7 - 45705983) | 0; b = (((b << 22) | (b >>> 10)) + c) | 0;
    a = (a + (d ^ (b & (c ^ d))) + w8 + 1770035416) | 0; a = (((a << 7) | (a >>> 25)) + b) | 0;
    d = (d + (c ^ (a & (b ^ c))) + w9 - 1958414417) | 0; d = (((d << 12) | (d >>> 20)) + a) | 0;
    c = (c + (b ^ (d & (a ^ b))) + w10 - 42063) | 0; c = (((c << 17) | (c >>> 15)) + d) | 0;
    b = (b + (a ^ (c & (d ^ a))) + w11 - 1990404162) | 0; b = (((b << 22) | (b >>> 10)) + c) | 0;
    a = (a + (d ^ (b & (c ^ d))) + w12 + 1804603682) | 0; a = (((a << 7) | (a >>> 25)) + b) | 0;
    d = (d + (c ^ (a & (b ^ c))) + w13 - 40341101) | 0; d = (((d << 12) | (d >>> 20)) + a) | 0;
    c = (c + (b ^ (d & (a ^ b))) + w14 - 1502002290) | 0; c = (((c << 17) | (c >>> 15)) + d) | 0;
    b = (b + (a ^ (c & (d ^ a))) + w15 + 1236535329) | 0; b = (((b << 22) | (b >>> 10)) + c) | 0;
    a = (a + (c ^ (d & (b ^ c))) + w1 - 165796510) | 0; a = (((a << 5) | (a >>> 27)) + b) | 0;
    d = (d + (b ^ (c & (a ^ b))) + w6 - 1069501632) | 0; d = (((d << 9) | (d >>> 23)) + a) | 0;
    c = (c + (a ^ (b & (d ^ a))) + w11 + 643717713) | 0; c = (((c << 14) | (c >>> 18)) + d) | 0;
    b = (b + (d ^ (a & (c ^ d))) + w0 - 373897302) | 0; b = (((b << 20) | (b >>> 12)) + c) | 0;
    a = (a + (c ^ (d & (b ^ c))) + w5 - 701558691) | 0; a = (((a << 5) | (a >>> 27)) + b) | 0;
    d = (d + (b ^ (c & (a ^ b))) + w10 + 38016083) | 0; d = (((d << 9) | (d >>> 23)) + a) | 0;
    c = (c + (a ^ (b & (d ^ a))) + w15 - 660478335) | 0; c = (((c << 14) | (c >>> 18)) + d) | 0;
    b = (b + (d ^ (a & (c ^ d))) + w4 - 405537848) | 0; b = (((b << 20) | (b >>> 12)) + c) | 0;
    a = (a + (c ^ (d & (b ^ c))) + w9 + 568446438) | 0; a = (((a << 5) | (a >>> 27)) + b) | 0;
    d = (d + (b ^ (c & (a ^ b))) + w14 - 1019803690) | 0; d = (((d << 9) | (d >>> 23)) + a) | 0;
    c = (c + (a ^ (b & (d ^ a))) + w3 - 187363961) | 0; c = (((c << 14) | (c >>> 18)) + d) | 0;
    b = (b + (d ^ (a & (c ^ d))) + w8 + 1163531501) | 0; b = (((b << 20) | (b >>> 12)) + c) | 0;
    a = (a + (c ^ (d & (b ^ c))) + w13 - 1444681467) | 0; a = (((a << 5) | (a >>> 27)) + b) | 0;
    d = (d + (b ^ (c & (a ^ b))) + w2 - 51403784) | 0; d = (((d << 9) | (d >>> 23)) + a) | 0;
    c = (c + (a ^ (b & (d ^ a))) + w7 + 1735328473) | 0; c = (((c << 14) | (c >>> 18)) + d) | 0;
    b = (b + (d ^ (a & (c ^ d))) + w12 - 1926607734) | 0; b = (((b << 20) | (b >>> 12)) + c) | 0;
    a = (a + (b ^ c ^ d) + w5 - 378558) | 0; a = (((a << 4) | (a >>> 28)) + b) | 0;
    d = (d + (a ^ b ^ c) + w8 - 2022574463) | 0; d = (((d << 11) | (d >>> 21)) + a) | 0;
    c = (c + (d ^ a ^ b) + w11 + 1839030562) | 0; c = (((c << 16) | (c >>> 16)) + d) | 0;
    b = (b + (c ^ d ^ a) + w14 - 35309556) | 0; b = (((b << 23) | (b >>> 9)) + c) | 0;
    a = (a + (b ^ c ^ d) + w1 - 1530992060) | 0; a = (((a << 4) | (a >>> 28)) + b) | 0;
    d = (d + (a ^ b ^ c) + w4 + 1272893353) | 0; d = (((d << 11) | (d >>> 21)) + a) | 0;
    c = (c + (d ^ a ^ b) + w7 - 155497632) | 0; c = (((c << 16) | (c >>> 16)) + d) | 0;
    b = (b + (c ^ d ^ a) + w10 - 1094730640) | 0; b = (((b << 23) | (b >>> 9)) + c) | 0;
    a = (a + (b ^ c ^ d) + w13 + 681279174) | 0; a = (((a << 4) | (a >>> 28)) + b) | 0;
    d = (d + (a ^ b ^ c) + w0 - 358537222) | 0; d = (((d << 11) | (d >>> 21)) + a) | 0;
    c = (c + (d ^ a ^ b) + w3 - 722521979) | 0; c = (((c << 16) | (c >>> 16)) + d) | 0;
    b = (b + (c ^ d ^ a) + w6 + 76029189) | 0; b = (((b << 23) | (b >>> 9)) + c) | 0;
    a = (a + (b ^ c ^ d) + w9 - 640364487) | 0; a = (((a << 4) | (a >>> 28)) + b) | 0;
    d = (d + (a ^ b ^ c) + w12 - 421815835) | 0; d = (((d << 11) | (d >>> 21)) + a) | 0;
    c = (c + (d ^ a ^ b) + w15 + 530742520) | 0; c = (((c << 16) | (c >>> 16)) + d) | 0;
    b = (b + (c ^ d ^ a) + w2 - 995338651) | 0; b = (((b << 23) | (b >>> 9)) + c) | 0;
    a = (a + (c ^ (b | ~d)) + w0 - 198630844) | 0; a = (((a << 6) | (a >>> 26)) + b) | 0;
    d = (d + (b ^ (a | ~c)) + w7 + 1126891415) | 0; d = (((d << 10) | (d >>> 22)) + a) | 0;
    c = (c + (a ^ (d | ~b)) + w14 - 1416354905) | 0; c = (((c << 15) | (c >>> 17)) + d) | 0;
    b = (b + (d ^ (c | ~a)) + w5 - 57434055) | 0; b = (((b << 21) | (b >>> 11)) + c) | 0;
    a = (a + (c ^ (b | ~d)) + w12 + 1700485571) | 0; a = (((a << 6) | (a >>> 26)) + b) | 0;
    d = (d + (b ^ (a | ~c)) + w3 - 1894986606) | 0; d = (((d << 10) | (d >>> 22)) + a) | 0;
    c = (c + (a ^ (d | ~b)) + w10 - 1051523) | 0; c = (((c << 15) | (c >>> 17)) + d) | 0;
    b = (b + (d ^ (c | ~a)) + w1 - 2054922799) | 0; b = (((b << 21) | (b >>> 11)) + c) | 0;
    a = (a + (c ^ (b | ~d)) + w8 + 1873313359) | 0; a = (((a << 6) | (a >>> 26)) + b) | 0;
    d = (d + (b ^ (a | ~c)) + w15 - 30611744) | 0; d = (((d << 10) | (d >>> 22)) + a) | 0;
    c = (c + (a ^ (d | ~b)) + w6 - 1560198380) | 0; c = (((c << 15) | (c >>> 17)) + d) | 0;
    b = (b + (d ^ (c | ~a)) + w13 + 1309151649) | 0; b = (((b << 21) | (b >>> 11)) + c) | 0;
    a = (a + (c ^ (b | ~d)) + w4 - 145523070) | 0; a = (((a << 6) | (a >>> 26)) + b) | 0;
    d = (d + (b ^ (a | ~c)) + w11 - 1120210379) | 0; d = (((d << 10) | (d >>> 22)) + a) | 0;
    c = (c + (a ^ (d | ~b)) + w2 + 718787259) | 0; c = (((c << 15) | (c >>> 17)) + d) | 0;
    b = (b + (d ^ (c | ~a)) + w9 - 343485551) | 0; b = (((b << 21) | (b >>> 11)) + c) | 0;
    a = (a + a0) | 0; b = (b + b0) | 0; c = (c + c0) | 0; d = (d + d0) | 0;
  }
  state.set([a, b, c, d]);
}

/** What follows the whole blocks: the last bytes, a one, zeros, and the length in bits. */
function ending(buffer, from) {
  const rest = new Uint8Array(buffer, from);
  const padded = new Uint8Array(rest.length < 56 ? 64 : 128);
  padded.set(rest);
  padded[rest.length] = 0x80;
  const lengths = new DataView(padded.buffer, padded.length - 8);
  lengths.setUint32(0, (buffer.byteLength * 8) >>> 0, true);
  lengths.setUint32(4, Math.floor(buffer.byteLength / 0x20000000), true);
  return new Int32Array(padded.buffer);
}

/** The sixteen bytes of the MD5 of an ArrayBuffer. */
export function md5(buffer) {
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const whole = buffer.byteLength - (buffer.byteLength % 64);
  mix(state, new Int32Array(buffer, 0, whole / 4));
  mix(state, ending(buffer, whole));
  return new Uint8Array(state.buffer);
}
