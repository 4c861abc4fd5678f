/** What a noun answers of what waits for a person; server/inbox/read-inbox.ts asks those of all nouns. */
import type { Permission } from '../../domain/access.ts';
import type { InboxLine } from '../../domain/inbox/line.ts';
import type { BusinessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import type { Actor } from '../http/actor.ts';

export type Asked = {
  readonly reader: Reader;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: BusinessDate;
};

export type InboxQuestion = {
  /** Who holds none of these anywhere is not asked about; `own`: of everybody, because it is the person's own affair. */
  readonly held: readonly [Permission, ...Permission[]] | 'own';
  /** Every count is exact: what is behind a line is counted by the database, by the same conditions as the list that it leads to. */
  readonly ask: (asked: Asked) => Promise<readonly InboxLine[]>;
};
