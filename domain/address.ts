/**
 * Addresses of pages. A noun writes each of its pages once, in its `paths.ts`: what stands in the address (`:record_id`) and what
 * may be asked behind it (`?from&until`). Route, menu, link and message all take it from there, so that a link to no page, or
 * without its parameter, does not compile.
 */
declare const surface: unique symbol;

export type PhoneAddress = `/${string}` & { readonly [surface]: 'phone' };
export type DeskAddress = `/console/${string}` & { readonly [surface]: 'desk' };
export type Address = PhoneAddress | DeskAddress;
/** Of a message: `:id` stands for what it is about. */
export type AddressAbout<A extends Address> = A & `${string}:id${string}`;

type Split<Text extends string, By extends string> = Text extends `${infer Head}${By}${infer Rest}`
  ? Head | Split<Rest, By>
  : Text;
type PathOf<Line extends string> = Line extends `${infer Path}?${string}` ? Path : Line;
type Needed<Line extends string> =
  Split<PathOf<Line>, '/'> extends infer Part ? (Part extends `:${infer Name}` ? Name : never) : never;
type Asked<Line extends string> = Line extends `${string}?${infer Query}` ? Split<Query, '&'> : never;
type Value = string | number | null | undefined;

type Given<Line extends string> = { readonly [Name in Needed<Line>]: string } & {
  readonly [Name in Asked<Line>]?: Value;
};
type Parameters<Line extends string> = [Needed<Line>] extends [never]
  ? [Asked<Line>] extends [never]
    ? []
    : [given?: Given<Line>]
  : [given: Given<Line>];

/** What a route has of a page. */
export type PagePattern<Pattern extends string = string> = { readonly pattern: Pattern };
type Page<Line extends string, A extends Address, Prefix extends string> = ((...given: Parameters<Line>) => A) &
  PagePattern<`${Prefix}${PathOf<Line>}`> & {
    /** The page of what a message is about. */
    readonly about: <Name extends Needed<Line> | Asked<Line>>(
      name: Name,
      ...rest: Exclude<Needed<Line>, Name> extends never
        ? [rest?: Omit<Given<Line>, Name>]
        : [rest: Omit<Given<Line>, Name>]
    ) => AddressAbout<A>;
  };
type Pages<Lines extends Readonly<Record<string, string>>, A extends Address, Prefix extends string> = {
  readonly [Name in keyof Lines]: Page<Lines[Name], A, Prefix>;
};

/** Pages at `/`: volunteers, the public, sign-in. */
export const phonePages = <const Lines extends Readonly<Record<string, `/${string}`>>>(lines: Lines) =>
  pages('', lines) as unknown as Pages<Lines, PhoneAddress, ''>;

/** Pages at `/console/`: staff. */
export const deskPages = <const Lines extends Readonly<Record<string, `/${string}`>>>(lines: Lines) =>
  pages('/console', lines) as unknown as Pages<Lines, DeskAddress, '/console'>;

export const isOfDesk = (path: string): boolean => /^\/console(\/|$)/.test(path);

const pages = (prefix: string, lines: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, page(prefix + line.replace(/\?.*/, ''))]));

function page(pattern: string) {
  const at = (given: Readonly<Record<string, Value>> = {}): string => {
    const path = pattern.replace(/:(\w+)/g, (_, name: string) => written(given[name]));
    const asked = Object.entries(given).flatMap(([name, value]) =>
      value === undefined || value === null || pattern.split('/').includes(`:${name}`)
        ? []
        : [`${name}=${written(value)}`],
    );
    return asked.length === 0 ? path : `${path}?${asked.join('&')}`;
  };
  const about = (name: string, rest: Readonly<Record<string, Value>> = {}): string => at({ [name]: ':id', ...rest });
  return Object.assign(at, { pattern, about });
}

/** Times and lists stay readable. */
const written = (value: Value): string =>
  encodeURIComponent(value ?? '').replace(/%3A|%2C/g, (sign) => decodeURIComponent(sign));

/** What stood in an address bar or came over the wire: a place of our own, or nothing. */
export const ownAddress = (wanted: string | null | undefined): Address | null =>
  typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? (wanted as Address) : null;
