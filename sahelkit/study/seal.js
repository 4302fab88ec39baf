// Opens what seal.py has sealed. SHA-256 by hand: the browser's own is asynchronous, and missing
// on pages that come over plain HTTP.

const sha256 = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const part = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  const K = Int32Array.from(primes, (p) => part(Math.cbrt(p)));
  const start = Int32Array.from(primes.slice(0, 8), (p) => part(Math.sqrt(p)));
  const w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  return (bytes) => {
    const blocks = ((bytes.length + 8) >> 6) + 1;
    const data = new Uint8Array(blocks * 64);
    data.set(bytes);
    data[bytes.length] = 0x80;
    const view = new DataView(data.buffer);
    view.setUint32(data.length - 4, bytes.length * 8);
    const H = Int32Array.from(start);
    for (let at = 0; at < data.length; at += 64) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const a = w[i - 15];
        const b = w[i - 2];
        w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7]
          + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
      }
      let [a, b, c, d, e, f, g, h] = H;
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { H[i] = (H[i] + value) | 0; });
    }
    const out = new Uint8Array(32);
    const result = new DataView(out.buffer);
    H.forEach((value, i) => result.setInt32(i * 4, value));
    return out;
  };
})();

const ROUNDS = 64;
const joined = (one, two) => {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
};

// What an entry holds, or null where the token has none.
function unseal(spec, token) {
  const encode = (text) => new TextEncoder().encode(text);
  let key = sha256(encode(`${spec.salt}|${token}`));
  for (let n = 0; n < ROUNDS; n += 1) key = sha256(key);
  const tag = [...sha256(joined(key, encode("tag")))].map((b) => b.toString(16).padStart(2, "0"))
    .join("").slice(0, 16);
  if (!Object.hasOwn(spec.entries, tag)) return null;
  const data = Uint8Array.from(atob(spec.entries[tag]), (c) => c.charCodeAt(0));
  for (let n = 0; n * 32 < data.length; n += 1) {
    const stream = sha256(joined(key, Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n)));
    for (let i = 0; i < 32 && n * 32 + i < data.length; i += 1) data[n * 32 + i] ^= stream[i];
  }
  return JSON.parse(new TextDecoder().decode(data));
}
