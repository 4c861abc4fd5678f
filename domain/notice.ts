/** How a noun declares a kind of message: its sentence, what is filled in, who gets it and where it leads, in one place. */
import type { DeskAddress, PhoneAddress } from './address.ts';

/** Whom it is written to, and the page it opens there; `:id` is what the message is about. */
type Reader =
  /** Whoever works with the subject at the desk. */
  | { readonly to: 'staff'; readonly desk: DeskAddress; readonly desk_of?: 'activity' }
  /** The person it is about, or whose child it is about, on the phone. */
  | { readonly to: 'person'; readonly phone: PhoneAddress }
  /** Who has a desk there, and everybody else on the phone. `desk_of`: whose desk it is, anybody's with a permission in force unless said. */
  | {
      readonly to: 'either';
      readonly desk: DeskAddress;
      readonly phone: PhoneAddress;
      readonly desk_of?: 'activity';
    };

/** A kind's way to its reader: `always`, whatever somebody prefers; `on` and `off` until somebody says otherwise; `never`. */
export type Reach = 'always' | 'on' | 'off' | 'never';
export type Channels = { readonly in_app: Extract<Reach, 'always' | 'on'>; readonly sms: Reach };

/** Somebody else may be using the account: at once, also at night, and nobody can switch it off. */
export const alarm: Channels = { in_app: 'always', sms: 'always' };
/** Who does not read it in time stands there in vain. */
export const timely: Channels = { in_app: 'always', sms: 'on' };
/** What waits for this person, or was decided of the person's own: it stands in the app whatever is preferred. */
export const own: Channels = { in_app: 'always', sms: 'off' };
/** The same, where a text message would tell too much, too often, or goes to the phone by a way of its own. */
export const inAppAlone: Channels = { in_app: 'always', sms: 'never' };
/** Good to know. */
export const news: Channels = { in_app: 'on', sms: 'off' };

export type NoticeEntry = {
  /** What kind of message this is, where one chooses which to get. */
  readonly title: { readonly zh: string; readonly en: string };
  readonly channels: Channels;
  /** `{name}` places are filled from the params. */
  readonly zh: string;
  readonly en: string;
  readonly params: Readonly<Record<string, 'text' | 'number'>>;
} & Reader;
export type NoticeTable = Readonly<Record<string, NoticeEntry>>;

type Filled<Params> = { readonly [Name in keyof Params]: Params[Name] extends 'number' ? number : string };
/** Of several: what all of them have together. */
export type UnionToBoth<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  both: infer Both,
) => void
  ? Both
  : never;
/** Exactly what a message is filled with; of several kinds, what any of them shows. */
export type ParamsOf<Entry> = UnionToBoth<Entry extends { readonly params: infer Params } ? Filled<Params> : never>;

type AddressesOf<Entry> =
  | (Entry extends { readonly desk: infer Desk } ? Desk : never)
  | (Entry extends { readonly phone: infer Phone } ? Phone : never);
/** The id of what a message is about, where its page needs one. */
export type SubjectOf<Entry> =
  Extract<AddressesOf<Entry>, `${string}:id${string}`> extends never ? [subject?: null] : [subject: string];
