/** Ids are UUIDv7 made by the application, so that they sort by time and need no round trip. */
export type Id = string;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const random = { bytes: new Uint8Array(4000), used: 4000 };

/** Asked of the system by the thousand: asking for five bytes costs as much. */
function fiveRandomBytes(): Uint8Array {
  if (random.used === random.bytes.length) {
    crypto.getRandomValues(random.bytes);
    random.used = 0;
  }
  random.used += 5;
  return random.bytes.subarray(random.used - 5, random.used);
}

/** 33 random bits, so that the counter of 34 has room for eight thousand million ids before it ends. */
function counterStart(): number {
  const bytes = fiveRandomBytes();
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0) % 2 ** 33;
}

/**
 * Makes ids of which each is greater than all before it of the same millisecond (RFC 9562, 6.2, method 1): 48 bits of
 * time, a counter of 34 bits, and 40 random bits anew for each, so that nobody guesses an id from its neighbour.
 *
 * "now" is an argument and may stand or go back. A millisecond later than all before begins its counter at random.
 * Every earlier one goes on from the highest counter that an earlier one ever had: no list of milliseconds is kept.
 * Two makers (processes) know nothing of each other: between their ids of one millisecond there is no order.
 */
export function idMaker(): (now: Date) => Id {
  let latest = -Infinity;
  let counter = counterStart();
  let counterOfEarlier = counter;
  function count(milliseconds: number): number {
    if (milliseconds === latest) return (counter += 1);
    if (milliseconds > latest) {
      counterOfEarlier = Math.max(counterOfEarlier, counter);
      latest = milliseconds;
      return (counter = counterStart());
    }
    return (counterOfEarlier += 1);
  }
  return (now) => {
    const milliseconds = now.getTime();
    const bytes = new Uint8Array(16);
    writeNumber(bytes, 5, milliseconds);
    const place = count(milliseconds);
    // the version stands between the upper 12 bits of the counter, the variant before the lower 22
    writeNumber(bytes, 7, 0x7000 + (Math.floor(place / 2 ** 22) % 2 ** 12));
    writeNumber(bytes, 10, 0x800000 + (place % 2 ** 22));
    bytes.set(fiveRandomBytes(), 11);
    let text = '';
    for (const byte of bytes) text += hex[byte];
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
  };
}

/** Big endian, its last byte at `end`. */
function writeNumber(bytes: Uint8Array, end: number, number: number): void {
  for (let place = end, rest = number; rest > 0 && place >= 0; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

export const newId = idMaker();
