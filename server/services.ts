import type { Pool } from 'pg';
import type { EvidenceOfTables } from './db/table.ts';
import type { Deadlines } from './deadlines.ts';
import type { AttachmentRules } from './attachments/rules.ts';
import type { FileStore } from './attachments/file-store.ts';
import type { Reader } from './db/reader.ts';
import type { InboxQuestion } from './inbox/question.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Scan } from './files/scan-file.ts';
import type { LaterNouns } from './later-nouns.ts';
import type { CallLimits } from './http/limit-calls.ts';
import type { SignInRules } from './env.ts';
import type { SecretBox } from './security/secret-box.ts';

/** What the server is built from; made once at start, passed down, never global. */
export type Services = {
  readonly pool: Pool;
  readonly reader: Reader;
  readonly secrets: SecretBox;
  readonly clock: () => Date;
  /** The background work of all nouns. */
  readonly jobs: readonly Job[];
  /** What later nouns answer to earlier ones. */
  readonly later: LaterNouns;
  /** What each noun says of its rows when what they name moves, ends or goes. */
  readonly lifecycles: readonly Lifecycle[];
  /** What somebody owes until a day, noun by noun. */
  readonly deadlines: readonly Deadlines[];
  /** Where the bytes of files lie. */
  readonly store: FileStore;
  /** What each noun says of the files of its subjects. */
  readonly attachments: AttachmentRules;
  /** What each noun answers of what waits for a person. */
  readonly questions: readonly InboxQuestion[];
  /** What is watched of each table of the product. */
  readonly evidence: EvidenceOfTables;
  /** The public address in links and QR codes, without a slash at the end. */
  readonly public_url: string;
  /** True on one's own machine outside production, and in a demonstration: codes that would be sent by SMS are shown on the page. */
  readonly development: boolean;
  /** Tests parse every answer against its declared shape, and ask of every write what opened it. */
  readonly strict: boolean;
  /** How fast one caller may go on; absent in tests, whose clock stands still. */
  readonly call_limits?: CallLimits;
  readonly sign_in_rules: SignInRules;
  /** What an operator's list of breached passwords holds, in small letters. */
  readonly breached_passwords?: ReadonlySet<string>;
  /** The operator's virus scanner; without one files are taken as they come. */
  readonly scan?: Scan | undefined;
  /** Who brings it may read the figures of the machine; without one nobody may. */
  readonly metrics_token?: string | undefined;
  /** Where built web files lie; absent in tests. */
  readonly web_dir?: string;
};

/** A job of the background worker, named in the manifest of its noun. */
export type Job = {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** Cron in UTC; absent for jobs that writes enqueue. */
  readonly cron?: string;
  readonly run: (services: Services, payload: unknown) => Promise<void>;
};
