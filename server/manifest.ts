import type { Contract } from '../contract/endpoint.ts';
import type { AttachmentRules } from './attachments/rules.ts';
import type { Tables } from './db/table.ts';
import type { Deadlines } from './deadlines.ts';
import type { Routes } from './http/mount.ts';
import type { InboxQuestion } from './inbox/question.ts';
import type { LaterNouns } from './later-nouns.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Job } from './services.ts';

/** What a noun or a core brings to the server, in its `noun.ts`: a plain list of its own files. */
export type Manifest = {
  /** Its files of `contract/`: every endpoint in them is published, and mounted by one of the routes. */
  readonly contracts?: readonly Contract[];
  readonly routes: readonly Routes[];
  readonly jobs?: readonly Job[];
  /** What somebody owes until a day, by its own rows. */
  readonly deadlines?: readonly Deadlines[];
  /** Its tables of the database; a table that no manifest names fails in tests. */
  readonly tables?: Tables;
  /** What it answers to the nouns before it. */
  readonly answers?: Partial<LaterNouns>;
  /** Who may read and add the files of its subjects (domain/attachments/subjects.ts). */
  readonly attachments?: Partial<AttachmentRules>;
  /** What waits for a person in it. */
  readonly waiting?: readonly InboxQuestion[];
  /** What becomes of its rows; a noun that keeps none has none. */
  readonly lifecycle?: Lifecycle;
};
