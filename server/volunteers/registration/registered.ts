import type { Id } from '../../../domain/id.ts';

export type Registered =
  | { readonly outcome: 'registered'; readonly volunteer_id: Id; readonly number: string; readonly age: number }
  /** Imported before with this phone: the account now belongs to that registration. */
  | { readonly outcome: 'claimed'; readonly volunteer_id: Id }
  /** The document belongs to somebody registered before: both sides see the request. */
  | { readonly outcome: 'merge_requested'; readonly merge_request_id: Id };
