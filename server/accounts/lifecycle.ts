import type { Id } from '../../domain/id.ts';
import { countNamed } from '../db/count-found.ts';
import { noticesTo } from '../db/notices.ts';
import { sql, type Sql } from '../db/sql.ts';
import {
  becomes,
  ends,
  keepsOrganization,
  ofOrganization,
  retains,
  stays,
  type Leaving,
  type Lifecycle,
} from '../lifecycle.ts';
import type { Writer } from '../db/writer.ts';
import { personLines } from './people/person-lines.ts';

const open = (id: Id): Sql => sql`g.organization_id = ${id} and g.ended_at is null`;

type HandedOn = {
  readonly id: Id;
  readonly person_id: Id;
  readonly is_below: boolean;
  readonly valid_until: string | null;
  readonly activity_id: Id | null;
};

/** Roles end with their organisation; whoever held one is told. A role for one activity goes with the activity. */
async function endGrants(writer: Writer, { organization, heir, answers, by }: Leaving): Promise<void> {
  if (answers.work === 'hand_over') {
    const given = await writer.all<HandedOn>(sql`
      insert into role_grants (id, person_id, role_id, organization_id, is_below, activity_id, valid_from, valid_until, granted_by, granted_at, confirmed_permissions)
      select new_id(${writer.now}), g.person_id, g.role_id, ${heir.id}, g.is_below, g.activity_id, g.valid_from, g.valid_until, ${by}, ${writer.now}, g.confirmed_permissions
      from role_grants g where ${open(organization.id)} and g.activity_id is not null
      returning id, person_id, is_below, to_char(valid_until, 'YYYY-MM-DD') as valid_until, activity_id`);
    // Verify asks of every grant which event gave it
    for (const { id, ...after } of given) {
      await writer.audit({
        action: 'accounts.delegate',
        subject_type: 'role_grant',
        subject_id: id,
        organization_path: heir.path,
        after,
        reason: '组织撤销',
      });
    }
  }
  await writer.run(sql`
    with ended as (
      update role_grants g set ended_at = ${writer.now}, ended_by = ${by}, end_reason = '组织撤销' where ${open(organization.id)}
      returning g.person_id, g.role_id, g.activity_id
    )
    ${noticesTo({
      now: writer.now,
      to: {
        person: sql`e.person_id`,
        from: sql`ended e join roles r on r.id = e.role_id where e.activity_id is null or ${answers.work !== 'hand_over'}`,
      },
      kind: 'accounts.grant_ended',
      params: { role: sql`r.name_zh` },
    })}`);
}

export const accountsLifecycle: Lifecycle = {
  lines: [
    ofOrganization('role_grants', 'organization_id', {
      moved: stays('a role is held at the organisation, wherever that stands'),
      ...ends(becomes({ ended: 'ended_at' }, 'all end; for an activity that goes on they are given anew', endGrants)),
    }),
    ...keepsOrganization('roles', ['organization_id'], 'says where the role was shaped; its grants end'),
    ...keepsOrganization('sign_in_links', ['organization_id'], 'says where the link was handed out; the grant ends'),
    ...personLines,
  ],
  retained: [
    ...retains(
      'role_grants',
      ['end_reason', 'confirmed_permissions'],
      'is evidence of who could do what, and why it ended',
    ),
    ...retains('grant_confirmations', ['permissions'], 'is evidence of who could do what'),
    ...retains('sign_in_links', ['token_hash'], 'a keyed hash of a random token'),
    ...retains('sign_in_attempts', ['outcome', 'subject_index'], 'a keyed hash that goes with its half year'),
  ],
  count: async (reader, organization) => ({
    grants: await countNamed(
      reader,
      sql`
      select r.name_zh || ' ' || coalesce(p.name, '') from role_grants g join roles r on r.id = g.role_id join persons p on p.id = g.person_id where ${open(organization.id)} order by 1`,
    ),
  }),
};
