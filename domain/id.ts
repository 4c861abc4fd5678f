/** Ids are UUIDv7 made by the application, so that they sort by time and need no round trip. */
export type Id = string;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const random = { bytes: new Uint8Array(4000), used: 4000 };

/** Asked of the system by the thousand: asking for ten bytes costs as much. */
function tenRandomBytes(): Uint8Array {
  if (random.used === random.bytes.length) {
    crypto.getRandomValues(random.bytes);
    random.used = 0;
  }
  random.used += 10;
  return random.bytes.subarray(random.used - 10, random.used);
}

export function newId(now: Date, tail: Uint8Array = tenRandomBytes()): Id {
  const bytes = new Uint8Array(16);
  let milliseconds = now.getTime();
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  bytes.set(tail, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let text = '';
  for (const byte of bytes) text += hex[byte];
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

