import type { Id } from '../../domain/id.ts';
import { waiting, type InboxLine } from '../../domain/inbox/line.ts';
import { projectsDesk, projectsPhone } from '../../domain/projects/paths.ts';
import { sql } from '../db/sql.ts';
import { within } from '../db/tree.ts';
import type { Asked, InboxQuestion } from '../inbox/question.ts';
import { waitingApprovals } from './activities/activity-queries.ts';

/** Activities of others that ask an organisation of mine to host together (P74). */
async function coHostInvitations({ reader, actor }: Asked): Promise<readonly InboxLine[]> {
  const rows = await reader.all<{ activity_id: Id; title: string; since: Date }>(sql`
    select a.id as activity_id, a.title, min(h.invited_at) as since from activity_co_hosts h join organizations o on o.id = h.organization_id join activities a on a.id = h.activity_id
    where h.answer is null and a.cancelled_at is null and ${within(sql`o.path`, actor.scope('projects.publish'))} group by a.id`);
  return rows.flatMap(({ activity_id, title, since }) =>
    waiting({
      kind: 'projects.co_hosting',
      words: { zh: '请你们联合主办，等答复', en: 'Asked to host together, to answer' },
      about: title,
      count: 1,
      href: projectsDesk.activity({ activity_id }),
      since,
    }),
  );
}

async function ownInvitations({ reader, actor }: Asked): Promise<readonly InboxLine[]> {
  const open = await reader.one<{ count: number; since: Date | null }>(
    sql`select count(*)::int as count, min(invited_at) as since from invitations where volunteer_id = ${actor.person_id} and answered_at is null`,
  );
  return waiting({
    kind: 'projects.invitations',
    words: { zh: '活动邀请，等您答复', en: 'Invitations, to answer' },
    href: projectsPhone.invitations(),
    ...open,
  });
}

export const projectsWaiting: readonly InboxQuestion[] = [
  { held: 'own', ask: ownInvitations },
  {
    held: ['projects.approve'],
    ask: async ({ reader, actor }) =>
      waiting({
        kind: 'projects.approvals',
        words: { zh: '下级交来的活动，等审核', en: 'Activities from below, to approve' },
        href: projectsDesk.approvals(),
        ...(await waitingApprovals(reader, actor)),
      }),
  },
  { held: ['projects.publish'], ask: coHostInvitations },
];
