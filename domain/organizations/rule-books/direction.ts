/**
 * Which way a limit of a rule book is tighter. Who is bound by a limit may tighten it alone; what is looser than that
 * needs the level above. A field without a declared way does not compile, and counts as looser when it changes.
 */

/** Free: words or codes that limit nothing. Fixed: neither way without the level above. */
type Always = 'fixed' | 'free';
/** A limit that no single word describes says itself whether another value is looser. */
export type Compared<Value> = { looser(next: Value, base: Value): boolean };

export type Direction<Value> =
  | Always
  | Compared<Value>
  | ([Value] extends [boolean]
      ? 'true' | 'false'
      : [Value] extends [number | null]
        ? 'lower' | 'higher'
        : [Value] extends [readonly string[]]
          ? 'subset' | 'superset'
          : Tighter<Value>);
export type Tighter<Body> = { readonly [Field in keyof Body]-?: Direction<Body[Field]> };

/** No number is no limit, so null is looser than any number where lower is tighter. */
const asNumber = (value: unknown): number => (typeof value === 'number' ? value : Number.POSITIVE_INFINITY);
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const looserBy: Readonly<Record<string, (next: unknown, base: unknown) => boolean>> = {
  free: () => false,
  fixed: (next, base) => JSON.stringify(next) !== JSON.stringify(base),
  lower: (next, base) => asNumber(next) > asNumber(base),
  higher: (next, base) => asNumber(next) < asNumber(base),
  true: (next, base) => base === true && next !== true,
  false: (next, base) => base === false && next !== false,
  subset: (next, base) => asList(next).some((one) => !asList(base).includes(one)),
  superset: (next, base) => asList(base).some((one) => !asList(next).includes(one)),
};

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields, as `self_located.allowed`, in which a body is looser than another. */
export function looserFields(tighter: Fields, next: unknown, base: unknown, within = ''): string[] {
  const [after, before] = [isFields(next) ? next : {}, isFields(base) ? base : {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) => {
    const way = tighter[field] ?? 'fixed';
    const name = `${within}${field}`;
    if (typeof way === 'string')
      return (looserBy[way] ?? looserBy['fixed'])?.(after[field], before[field]) === false ? [] : [name];
    if (!isFields(way)) return [name];
    if (typeof way['looser'] === 'function')
      return (way as Compared<unknown>).looser(after[field], before[field]) ? [name] : [];
    return looserFields(way, after[field], before[field], `${name}.`);
  });
}
