import type { AttachmentSubject } from '../../domain/attachments/subjects.ts';
import type { Id } from '../../domain/id.ts';
import type { Reader } from '../db/reader.ts';
import type { Actor } from '../http/actor.ts';
import type { LaterNouns } from '../later-nouns.ts';

export type AskedFile = { readonly subject_id: Id; readonly later: LaterNouns };

/** What the noun of a subject says of its files. */
export type AttachmentRule = {
  /** Whether somebody may begin to send one at all; the write that takes it up asks at the place of the subject. */
  readonly mayAdd: (actor: Actor) => boolean;
  readonly mayRead: (reader: Reader, actor: Actor, asked: AskedFile) => Promise<boolean>;
};
export type AttachmentRules = Readonly<Record<AttachmentSubject, AttachmentRule>>;
