/** Where records and ledger do not agree no certificate is issued, and those who watch over the place hear of it. */
import type { Id } from '../../../domain/id.ts';
import { Problem } from '../../../domain/problem.ts';
import { businessDate, startOfDay } from '../../../domain/time.ts';
import { sql } from '../../db/sql.ts';
import { pathsUpwards } from '../../db/tree.ts';
import { write } from '../../db/writer.ts';
import type { Call } from '../../http/mount.ts';

type Found = {
  readonly volunteer_id: Id;
  readonly number: string;
  readonly organization_path: string;
  readonly disagreements: readonly string[];
};

export class BooksDisagree extends Problem {
  readonly found: Found;

  constructor(found: Found) {
    super('records.books_disagree');
    this.found = found;
  }
}

type Caller = Pick<Call<never>, 'services' | 'context' | 'request'>;

/** The refused write was rolled back, so the alarm is one of its own; once a day for one person. */
export async function reporting<T>(call: Caller, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BooksDisagree) await report(call, error.found);
    throw error;
  }
}

async function report({ services, context, request }: Caller, found: Found): Promise<void> {
  const today = await services.reader.maybe(sql`
    select id from audit_events where subject_type = 'volunteer' and subject_id = ${found.volunteer_id} and action = 'records.books_disagree'
      and at >= ${startOfDay(businessDate(context.now))} limit 1`);
  if (today !== undefined) return;
  request.log.error(
    { alarm: 'records.books_disagree', volunteer: found.volunteer_id, rows: found.disagreements },
    'records and ledger disagree',
  );
  await write(services.pool, { ...context, request_key: undefined }, async (writer) => {
    await writer.audit({
      action: 'records.books_disagree',
      subject_type: 'volunteer',
      subject_id: found.volunteer_id,
      organization_path: found.organization_path,
      after: { rows: found.disagreements },
    });
    const watching = await writer.all<{ person_id: Id }>(sql`
      select distinct g.person_id from role_grants g join roles r on r.id = g.role_id join organizations o on o.id = g.organization_id
      where o.path = any(${pathsUpwards(found.organization_path)}::text[]) and (g.is_below or o.path = ${found.organization_path}) and g.ended_at is null and g.activity_id is null
        and ${businessDate(context.now)} between g.valid_from and coalesce(g.valid_until, '9999-12-31') and r.permissions && array['accounts.audit', 'ledger.verify'] limit 50`);
    await writer.notify(
      watching.map(({ person_id }) => person_id),
      'records.books_disagree',
      { number: found.number },
    );
  });
}
