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

export type NoticeEntry = {
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
