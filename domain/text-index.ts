/**
 * Many short texts, each kept once, in the order in which they came. A Map of texts costs some hundred bytes for each;
 * here they lie behind one another in a few typed arrays.
 */
export type TextIndex = {
  /** The place of this text: that of an equal one that came before, or a new place at the end. */
  place(text: string): number;
  readonly size: number;
};

const fewest = 1024;

export function textIndex(): TextIndex {
  let units = new Uint16Array(fewest * 8);
  let ends = new Uint32Array(fewest); // of each text, in units
  let slots = new Uint32Array(fewest * 4); // by hash: place + 1
  let size = 0;

  const start = (place: number): number => (place === 0 ? 0 : (ends[place - 1] ?? 0));
  const isAt = (place: number, text: string): boolean => {
    const from = start(place);
    if ((ends[place] ?? 0) - from !== text.length) return false;
    for (let at = 0; at < text.length; at += 1) if (units[from + at] !== text.charCodeAt(at)) return false;
    return true;
  };
  const hashAt = (place: number): number => {
    let hash = seed;
    for (let at = start(place); at < (ends[place] ?? 0); at += 1) hash = mixed(hash, units[at] ?? 0);
    return hash;
  };
  const put = (place: number): void => {
    let slot = hashAt(place) % slots.length;
    while (slots[slot] !== 0) slot = (slot + 1) % slots.length;
    slots[slot] = place + 1;
  };
  const add = (text: string): number => {
    const from = start(size);
    while (from + text.length > units.length) units = longer(units, new Uint16Array(units.length * 2));
    if (size === ends.length) ends = longer(ends, new Uint32Array(size * 2));
    for (let at = 0; at < text.length; at += 1) units[from + at] = text.charCodeAt(at);
    ends[size] = from + text.length;
    size += 1;
    if (size * 2 > slots.length) {
      slots = new Uint32Array(slots.length * 2);
      for (let place = 0; place < size; place += 1) put(place);
    } else put(size - 1);
    return size - 1;
  };

  return {
    get size() {
      return size;
    },
    place(text) {
      let hash = seed;
      for (let at = 0; at < text.length; at += 1) hash = mixed(hash, text.charCodeAt(at));
      for (let slot = hash % slots.length; ; slot = (slot + 1) % slots.length) {
        const held = slots[slot] ?? 0;
        if (held === 0) return add(text);
        if (isAt(held - 1, text)) return held - 1;
      }
    },
  };
}

/** FNV-1a. */
const seed = 0x811c9dc5;
const mixed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193) >>> 0;

function longer<A extends Uint16Array | Uint32Array>(held: A, empty: A): A {
  empty.set(held);
  return empty;
}
