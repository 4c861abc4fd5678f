/** Every kind of message, opened as its recipient: the page is there, answers, and shows what the message is about. */
import { randomUUID } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { noticeTable, noticeKinds, type NoticeKind } from '../domain/notices.ts';
import { newId, type Id } from '../domain/id.ts';
import { businessDate } from '../domain/time.ts';
import { sql, type Sql } from '../server/db/sql.ts';
import { json } from '../server/db/writer.ts';
import { newToken } from '../server/accounts/sign-in/session-token.ts';
import { sessionCookie } from '../server/http/load-actor.ts';
import type { TestApp } from '../server/testing/test-app.ts';
import { fixturesOf } from './fixtures.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let fixtures: TestApp;

test.beforeAll(async () => {
  world = await startWorld(new Date(), 'demonstration');
  fixtures = fixturesOf(world);
  await strikeAndAppeal();
  await planEnds();
});
test.afterAll(() => world.stop());

type Shown = string | RegExp;
/** `written`: the demonstration's own writes, or those below, leave one, `to` somebody in particular where it varies. Else who gets it, about which subject: columns person_id, id, and shows where it varies. */
type Case =
  | { readonly written: true; readonly to?: Sql; readonly shows?: Shown }
  | { readonly subject: Sql; readonly shows?: Shown };
/** What goes to either, staff read at the desk and everybody else on the phone: one case each. */
type CasesOf<K extends NoticeKind> = (typeof noticeTable)[K]['to'] extends 'either'
  ? { readonly desk: Case; readonly phone: Case }
  : Case;

const cast = (title: string): Sql =>
  sql`(select person_id from demonstration_people where title_zh like ${`${title}%`})`;
const volunteer = cast('志愿者，服务一年');
const experienced = sql`select ${volunteer} as person_id, null::uuid as id`;
const leader = cast('天台县助老助残');
const leaderHome = sql`(select organization_id from role_grants where person_id = ${leader} and ended_at is null order by granted_at limit 1)`;
const aboutLeaderHome = sql`select ${leader} as person_id, o.id, o.name_zh as shows from organizations o where o.id = ${leaderHome}`;
const clerk = cast('团天台县委 干事');
const joined = (condition: Sql): Sql => sql`
  select u.volunteer_id as person_id, a.id, a.title as shows from sign_ups u join activities a on a.id = u.activity_id where ${condition} order by u.volunteer_id, a.id limit 1`;
const signUp = joined(sql`u.ended_at is null and a.published_at is not null and a.cancelled_at is null`);
const hasRecord = (state: string): Sql => sql`
  select volunteer_id as person_id, id, title as shows from service_records where state = ${state} order by volunteer_id, id limit 1`;
const ownActivity = sql`
  select ${leader} as person_id, a.id, a.title as shows from activities a where a.organization_id = ${leaderHome} and a.published_at is not null order by a.id limit 1`;

const proposalOf = sql`
    select ${cast('团天台县委 复核员')} as person_id, p.id, a.title as shows from record_proposals p join activities a on a.id = p.activity_id
    where p.organization_path like (select o.path || '%' from role_grants g join organizations o on o.id = g.organization_id where g.person_id = ${cast('团天台县委 复核员')} limit 1)
    order by p.requested_at desc limit 1`;

const toVolunteer = { written: true, to: volunteer, shows: '我的资料' } as const;
const toLeader = { written: true, to: leader, shows: '天台县助老助残' } as const;
const onPhone = { subject: signUp };
const atDesk = { subject: ownActivity };

const cases: { readonly [K in NoticeKind]: CasesOf<K> } = {
  'accounts.granted': {
    desk: { written: true, shows: '您的工作范围' },
    phone: { subject: experienced, shows: /登录着的设备/ },
  },
  'accounts.link_opened': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '权限' },
  'accounts.volunteer_link_opened': {
    subject: sql`select ${clerk} as person_id, v.id, regexp_replace(v.number, '(\\d{4})(?=\\d)', '\\1 ', 'g') as shows from volunteers v where v.organization_path like (select o.path || '%' from role_grants g join organizations o on o.id = g.organization_id where g.person_id = ${clerk} and g.ended_at is null limit 1) and v.withdrawn_at is null and v.merged_into is null order by v.id limit 1`,
  },
  'accounts.grant_waits': { written: true, shows: '等第二位同意' },
  'accounts.grant_confirmed': {
    desk: { written: true, shows: '您的工作范围' },
    phone: { subject: experienced, shows: '我的资料' },
  },
  'accounts.grant_ended': {
    desk: { subject: sql`select ${leader} as person_id, null::uuid as id`, shows: '您的工作范围' },
    phone: { subject: experienced, shows: '我的资料' },
  },
  'accounts.roles_gained': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '权限' },
  'accounts.unproven_device': { subject: experienced, shows: /登录着的设备/ },
  'accounts.phone_freed': { subject: experienced, shows: '手机号' },
  'accounts.new_device': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: /登录着的设备/ },
  'accounts.phone_changed': { subject: experienced, shows: /登录着的设备/ },
  'accounts.password_set': { subject: experienced, shows: /登录着的设备/ },
  'organizations.instructed': { subject: aboutLeaderHome },
  'organizations.task_due': { subject: aboutLeaderHome },
  'organizations.task_overdue': { subject: aboutLeaderHome },
  'organizations.task_escalated': { subject: aboutLeaderHome },
  'organizations.surveyed': { subject: aboutLeaderHome },
  'organizations.guided': { subject: aboutLeaderHome },
  'organizations.joint_work': { subject: aboutLeaderHome },
  'organizations.watcher': {
    subject: sql`select ${cast('团金华市委')} as person_id, o.id, o.name_zh as shows from organizations o where o.division_code like '3307%' and o.kind = 'county' order by o.id limit 1`,
  },
  'organizations.handed_over': { subject: aboutLeaderHome },
  'organizations.end_planned': {
    desk: { ...toLeader, shows: /将于.*撤销/ },
    phone: { ...toVolunteer, shows: /将于.*撤销/ },
  },
  'organizations.merger_planned': { desk: toLeader, phone: toVolunteer },
  'organizations.end_revoked': { desk: toLeader, phone: toVolunteer },
  'organizations.end_put_off': {
    desk: { subject: aboutLeaderHome },
    phone: { subject: experienced, shows: '我的资料' },
  },
  'organizations.end_failed': { subject: aboutLeaderHome },
  'organizations.end_applied': { subject: aboutLeaderHome },
  'organizations.rules_waiting': { written: true, shows: /新版/ },
  'organizations.rules_issued': { written: true, shows: /已发布/ },
  'organizations.rules_refused': {
    subject: sql`select proposed_by as person_id, id from rule_book_proposals order by proposed_at limit 1`,
    shows: /新版/,
  },
  'volunteers.imported': { written: true },
  'volunteers.phone_freed': {
    subject: sql`
    select ${clerk} as person_id, v.id from volunteers v join persons p on p.id = v.id where v.withdrawn_at is null and p.name is not null
      and v.organization_path like (select o.path || '%' from role_grants g join organizations o on o.id = g.organization_id where g.person_id = ${clerk} limit 1)
    order by v.id limit 1`,
    shows: /○/,
  },
  'volunteers.recovery_asked': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '找回账号' },
  'volunteers.recovery_waits': { subject: experienced, shows: '手机号' },
  'volunteers.recovery_ended': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '找回账号' },
  'volunteers.merge_requested': { written: true, shows: /同一|合并/ },
  'volunteers.merge_decided': {
    subject: sql`select volunteer_id as person_id, null::uuid as id from (select kept_id as volunteer_id from merge_requests limit 1) m`,
    shows: /同一|合并/,
  },
  'volunteers.merge_waits': { subject: experienced, shows: /合并/ },
  'volunteers.merge_below': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: /合并/ },
  'volunteers.merge_stopped': {
    desk: { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: /合并/ },
    phone: { subject: experienced, shows: /合并/ },
  },
  'volunteers.guardian_asked': { written: true, shows: '监护' },
  'volunteers.guardian_confirmed': { written: true, shows: '监护' },
  'volunteers.guardian_refused': {
    subject: sql`select ${cast('中学生')} as person_id, null::uuid as id`,
    shows: '监护',
  },
  'volunteers.consent_ended': { subject: sql`select ${cast('中学生')} as person_id, null::uuid as id`, shows: '监护' },
  'volunteers.label_waits': {
    subject: sql`select ${leader} as person_id, v.id from volunteers v join organizations o on o.id = ${leaderHome} where v.organization_id = o.id and v.withdrawn_at is null order by v.id limit 1`,
    shows: '队伍',
  },
  'volunteers.label_confirmed': { subject: experienced, shows: '我的资料' },
  'volunteers.label_refused': { subject: experienced, shows: '我的资料' },
  'volunteers.matter_answered': { subject: experienced, shows: '我的权益' },
  'volunteers.matter_due': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '权益事项' },
  'volunteers.matter_overdue': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '权益事项' },
  'volunteers.matter_escalated': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '权益事项' },
  'volunteers.matter_filed': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '权益事项' },
  'volunteers.team_handed_over': { subject: experienced, shows: '我的资料' },
  'volunteers.team_ended': { subject: experienced, shows: '我的资料' },
  'volunteers.looked_at': { subject: experienced, shows: '谁能看到我' },
  'volunteers.minor_access_decided': {
    subject: sql`
    select ${clerk} as person_id, v.id from volunteers v join persons p on p.id = v.id
    where p.birth_date > '2012-01-01' and v.withdrawn_at is null and v.organization_path like (select o.path || '%' from role_grants g join organizations o on o.id = g.organization_id where g.person_id = ${clerk} limit 1)
    order by v.id limit 1`,
    shows: /未成年|○/,
  },
  'volunteers.honoured': { subject: experienced, shows: '我的资料' },
  'volunteers.honour_recorded': { subject: experienced, shows: '我的资料' },
  'volunteers.honour_confirmed': { subject: experienced, shows: '我的资料' },
  'volunteers.honour_refused': { subject: experienced, shows: '我的资料' },
  'volunteers.honour_to_confirm': { subject: sql`select ${clerk} as person_id, null::uuid as id`, shows: '荣誉核实' },
  'records.posted': { written: true },
  'records.scan_refused': { subject: experienced, shows: '更正' },
  'records.returned': { subject: hasRecord('confirmed') },
  'records.declared': {
    subject: sql`
    select ${clerk} as person_id, t.shift_id as id, a.title as shows from attendances t join activities a on a.id = t.activity_id
    where t.state in ('checked_in', 'awaiting_confirmation') and t.organization_path like (select o.path || '%' from role_grants g join organizations o on o.id = g.organization_id where g.person_id = ${clerk} limit 1)
    order by t.id limit 1`,
  },
  'records.correction_requested': { written: true },
  'records.correction_proposed': { subject: hasRecord('confirmed') },
  'records.correction_waits': { subject: proposalOf, shows: /更正|补录|导入|申诉/ },
  'records.proposal_due': { subject: proposalOf, shows: /更正|补录|导入|申诉/ },
  'records.proposal_overdue': { subject: proposalOf, shows: /更正|补录|导入|申诉/ },
  'records.proposal_escalated': { subject: proposalOf, shows: /更正|补录|导入|申诉/ },
  'records.proposal_due_moved': { subject: proposalOf, shows: /更正|补录|导入|申诉/ },
  'records.proposal_approved': { written: true },
  'records.proposal_returned': { subject: experienced, shows: '更正' },
  'records.appeal_requested': { written: true },
  'records.appeal_proposed': { written: true },
  'records.appeal_waits': { written: true },
  'records.strike_overturned': { written: true },
  'records.appeal_returned': { written: true },
  'records.reversed': { written: true },
  'records.books_disagree': {
    subject: sql`select ${cast('审计员')} as person_id, null::uuid as id`,
    shows: '操作记录',
  },
  'records.certificate_issued': { written: true },
  'records.certificate_superseded': { written: true },
  'records.certificate_revoked': {
    subject: sql`select volunteer_id as person_id, null::uuid as id, number as shows from certificates order by issued_at limit 1`,
  },
  'projects.promoted': { subject: signUp },
  'projects.invited': { subject: experienced, shows: '邀请我的' },
  'projects.cancelled': { written: true },
  'projects.changed': { subject: signUp },
  'projects.ended_early': { subject: experienced, shows: '扫码签到' },
  'projects.shift_moved': { written: true },
  'projects.shift_moved_clash': { subject: signUp },
  'projects.wait_ended': { subject: joined(sql`u.ended_at is not null`) },
  'projects.shift_cancelled': { subject: signUp },
  'projects.shift_moved_long_day': { subject: signUp },
  'projects.wait_ended_long_day': { subject: joined(sql`u.ended_at is not null`) },
  'projects.leads': { desk: atDesk, phone: onPhone },
  'projects.leads_no_more': {
    desk: atDesk,
    phone: { subject: joined(sql`u.ended_at is null and a.published_at is not null`) },
  },
  'projects.change_approved': { subject: ownActivity },
  'projects.change_returned': { subject: ownActivity },
  'projects.seat_given_back': { desk: atDesk, phone: onPhone },
  'projects.consent_ended_here': { desk: atDesk, phone: onPhone },
  'projects.message': { subject: signUp },
  'projects.no_show': { written: true },
  'projects.approved': { written: true },
  'projects.returned': { written: true },
  'projects.host_invited': { subject: ownActivity },
  'projects.delegated': { desk: { written: true }, phone: onPhone },
};

type Sample = { person_id: Id; id: Id | null; shows?: string };

/** The newest message of the kind that the product itself wrote, or one about the subject that the case names. */
async function sampleOf(kind: NoticeKind, one: Case): Promise<{ person_id: Id; notice_id: Id; shows: Shown }> {
  if ('written' in one) {
    const [row] = await fixtures.rows<{ person_id: Id; id: Id; params: Record<string, unknown> }>(sql`
      select n.person_id, n.id, n.params from notices n where n.kind = ${kind} and (${one.to ?? null}::uuid is null or n.person_id = ${one.to ?? null})
      order by exists (select 1 from accounts a where a.person_id = n.person_id) desc, n.id desc limit 1`);
    if (row === undefined)
      throw new Error(`the demonstration leaves no message of the kind ${kind}: give it a subject`);
    const said = ['activity', 'number', 'file', 'title']
      .map((key) => row.params[key])
      .find((value) => typeof value === 'string');
    return { person_id: row.person_id, notice_id: row.id, shows: one.shows ?? String(said) };
  }
  const [row] = await fixtures.rows<Sample>(one.subject);
  if (row === undefined) throw new Error(`no subject for ${kind}`);
  const notice_id = newId(world.now());
  await fixtures.setUp((writer) =>
    writer.run(sql`
    insert into notices (person_id, id, at, kind, params, link) values (${row.person_id}, ${notice_id}, ${world.now()}, ${kind}, ${json({})}, ${row.id === null ? null : `/about/${row.id}`})`),
  );
  return { person_id: row.person_id, notice_id, shows: one.shows ?? row.shows ?? '' };
}

async function sessionOf(person_id: Id): Promise<{ token: string; is_staff: boolean }> {
  const token = newToken(person_id);
  const is_staff = await fixtures.setUp(async (writer) => {
    await writer.run(
      sql`insert into accounts (person_id, is_staff, created_at) values (${person_id}, false, ${world.now()}) on conflict do nothing`,
    );
    await writer.run(sql`
      insert into sessions (token_hash, id, person_id, has_second_factor, created_at, last_seen_at, expires_at)
      select ${writer.secrets.tokenHash(token)}, ${writer.newId()}, a.person_id, true, ${world.now()}, ${world.now()}, ${new Date('2100-01-01')} from accounts a where a.person_id = ${person_id}`);
    return (
      (await writer.maybe(sql`select 1 from role_grants where person_id = ${person_id} and ended_at is null`)) !==
      undefined
    );
  });
  return { token, is_staff };
}

async function signInAs(page: Page, person_id: Id): Promise<boolean> {
  const { token, is_staff } = await sessionOf(person_id);
  await page.context().addCookies([{ name: sessionCookie, value: token, url: world.url }]);
  return is_staff;
}

/** Writes as one of the people of the demonstration. */
async function actor(person: Sql): Promise<{ id: Id; write: (url: string, body: object) => Promise<{ id: Id }> }> {
  const [found] = await fixtures.rows<{ id: Id }>(sql`select ${person} as id`);
  if (found === undefined) throw new Error('nobody of that title');
  const { token } = await sessionOf(found.id);
  return {
    id: found.id,
    write: async (url, body) => {
      const answer = await world.app.inject({
        method: 'POST',
        url,
        payload: body,
        headers: { 'idempotency-key': randomUUID() },
        cookies: { [sessionCookie]: token },
      });
      expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
      const made = answer.json<{ id: Id; proposal_id?: Id }>();
      return { id: made.proposal_id ?? made.id };
    },
  };
}

/** Hours struck, appealed against in vain, and given back on a second appeal. */
async function strikeAndAppeal(): Promise<void> {
  const [own, reviewer, desk, above] = [
    await actor(volunteer),
    await actor(cast('团天台县委 复核员')),
    await actor(clerk),
    await actor(cast('团浙江省委')),
  ];
  const [record] = await fixtures.rows<{ id: Id }>(
    sql`select r.id from service_records r where r.volunteer_id = ${own.id} and r.state = 'confirmed'
      and not exists (select from record_proposal_lines l where l.volunteer_id = r.volunteer_id and l.attendance_id = r.attendance_id)
      order by r.service_day desc limit 1`,
  );
  if (record === undefined) throw new Error('no hours to strike');
  const address = `/api/service-records/${own.id}/${record.id}`;
  await reviewer.write(`${address}/reversal`, { reason: '查无此事' });
  const first = await own.write('/api/appeals', { record_id: record.id, reason: '那天三位队友都在' });
  await desk.write(`/api/record-proposals/${first.id}/decision`, { action: 'handle', note: '核过照片' });
  await above.write(`/api/record-proposals/${first.id}/decision`, { action: 'return', note: '请补照片' });
  const second = await desk.write(`${address}/appeals`, { reason: '照片补来了', evidence: '照片三张' });
  await above.write(`/api/record-proposals/${second.id}/decision`, { action: 'approve', note: '核过照片' });
}

/** The leader's team is to be joined to another, is not after all, and is to end. */
async function planEnds(): Promise<void> {
  const above = await actor(cast('平台管理员'));
  const [team] = await fixtures.rows<{ id: Id; heir_id: Id }>(sql`
    select o.id, h.id as heir_id from organizations o join organizations h on h.kind = o.kind and h.parent_id = o.parent_id and h.id <> o.id and h.dissolved_on is null
    where o.id = ${leaderHome} order by h.id limit 1`);
  if (team === undefined) throw new Error('no team to end');
  const end = {
    dissolved_on: businessDate(new Date(world.now().getTime() + 90 * 86_400_000)),
    reason: '人员减少',
    below: 'hand_over',
    work: 'hand_over',
    members: 'hand_over',
  };
  const planned = `/api/organizations/${team.id}/planned-ends`;
  const merger = await above.write(planned, { ...end, successor_id: team.heir_id });
  await above.write(`/api/planned-ends/${merger.id}/revocation`, { reason: '又有人了' });
  await above.write(planned, { ...end, successor_id: null });
}

type Opening = readonly [kind: NoticeKind, side: 'desk' | 'phone' | 'its own', one: Case];

const openings = (): Opening[] =>
  noticeKinds.flatMap((kind): Opening[] => {
    const one: Case | { readonly desk: Case; readonly phone: Case } = cases[kind];
    return 'desk' in one
      ? [
          [kind, 'desk', one.desk],
          [kind, 'phone', one.phone],
        ]
      : [[kind, 'its own', one]];
  });

test('every kind of message has a page for its recipient, at the desk for staff and on the phone for others, that answers and shows the subject', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  expect(Object.keys(cases).sort(), 'each kind has its case here').toEqual(Object.keys(noticeTable).sort());
  for (const [kind, side, one] of openings()) {
    const { person_id, notice_id, shows } = await sampleOf(kind, one);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      baseURL: world.url,
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    const isStaff = await signInAs(page, person_id);
    const list = (await (await page.request.get('/api/me/notices?limit=100')).json()) as {
      rows: { id: Id; link: string | null }[];
    };
    const link = list.rows.find((row) => row.id === notice_id)?.link ?? null;
    expect.soft(link, `${kind}: a link`).not.toBeNull();
    if (link !== null) {
      if (side === 'desk' || (isStaff && 'desk' in noticeTable[kind]))
        expect.soft(link, `${kind}: the desk page for staff`).toMatch(/^\/console\//);
      if (side === 'phone') expect.soft(link, `${kind}: the page on the phone`).not.toMatch(/^\/console\//);
      const refused: string[] = []; // a parent or a member of staff need not be a volunteer
      page.on('response', (response) => {
        if (response.status() >= 400 && !response.url().endsWith('/api/me/volunteer'))
          refused.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(link);
      await expect.soft(page.getByText(shows).first(), `${kind} at ${link} shows ${String(shows)}`).toBeVisible();
      await expect(page.locator('.loading'), kind).toHaveCount(0);
      await expect
        .soft(page.getByText(/没有这一页|没有找到|这页您看不了|没有取到/), `${kind} at ${link}`)
        .toHaveCount(0);
      expect.soft(refused, `${kind} at ${link}`).toEqual([]);
    }
    await context.close();
  }
});
