import { inDueOrder, type InboxLine } from '../../domain/inbox/line.ts';
import { businessDate } from '../../domain/time.ts';
import type { Reader } from '../db/reader.ts';
import type { Actor } from '../http/actor.ts';
import type { InboxQuestion } from './question.ts';

/** One noun after the other: a page that is asked every minute by everybody takes no more than a connection or two. */
export async function readInbox(
  { reader, actor, now }: { reader: Reader; actor: Actor; now: Date },
  questions: readonly InboxQuestion[],
) {
  const today = businessDate(now);
  const lines: InboxLine[] = [];
  for (const { held, ask } of questions)
    if (held === 'own' || held.some((permission) => actor.holdsSomewhere(permission)))
      lines.push(...(await ask({ reader, actor, now, today })));
  return {
    count: lines.reduce((sum, line) => sum + line.count, 0),
    overdue: lines.reduce((sum, line) => sum + line.overdue, 0),
    rows: inDueOrder(lines).map((line) => ({ ...line, is_overdue: line.overdue > 0 })),
  };
}
