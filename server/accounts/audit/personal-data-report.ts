/** The yearly audit of personal data, counted from the audit events themselves: each figure is the number of rows that the audit trail shows for it. */
import {
  personalDataActNames,
  personalDataActs,
  type PersonalDataAct,
} from '../../../domain/accounts/personal-data.ts';
import type { Cell } from '../../../domain/files/cells.ts';
import type { Id } from '../../../domain/id.ts';
import { fullMoment, startOfDay } from '../../../domain/time.ts';
import { namesOf } from '../../db/names-of.ts';
import type { Reader } from '../../db/reader.ts';
import { sql, type Sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { ordinalIn } from '../../db/tree.ts';
import type { Actor } from '../../http/actor.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import { loadOrganization } from '../../organizations/tree/load-organization.ts';
import { recordedWithin } from '../../organizations/tree/recorded-paths.ts';

const ofMinor = sql`coalesce((e.after ->> 'of_minor')::boolean, false)`;

/** The events of one act, wherever the reader may see them; also the filter of the audit trail. */
export function eventsOf(act: PersonalDataAct, place: Sql): Sql {
  const { action, of_minors, everywhere } = personalDataActs[act];
  return sql`(e.action = ${action} ${of_minors === undefined ? sql.empty : sql`and ${ofMinor} = ${of_minors}`} and ${everywhere ? sql`e.organization_path is null` : place})`;
}

type Asked = { readonly year: number; readonly organization_id?: Id | undefined };
type AskedWith = Asked & { readonly now: Date; readonly later: Pick<LaterNouns, 'volunteerNumbers' | 'keptForAWhile'> };
type Counted = {
  readonly act: PersonalDataAct;
  readonly month: number;
  readonly organization_id: Id | null;
  readonly name: string | null;
  readonly count: number;
};
type Look = {
  readonly id: Id;
  readonly at: Date;
  readonly actor_person_id: Id | null;
  readonly organization_name: string | null;
  readonly volunteer_id: Id;
  readonly of_minor: boolean;
  readonly reason: string;
};

const looksShown = 2000;

export async function personalDataReport(reader: Reader, actor: Actor, { now, later, ...asked }: AskedWith) {
  actor.requireAnywhere('accounts.audit');
  const organization =
    asked.organization_id === undefined ? null : await loadOrganization(reader, asked.organization_id);
  const held = await recordedWithin(reader, sql`e.organization_path`, actor.scope('accounts.audit'));
  const place =
    organization === null
      ? held
      : sql`(${held} and ${await recordedWithin(reader, sql`e.organization_path`, { exact: [], below: [organization.path] })})`;
  const inYear = sql`e.at >= ${startOfDay(`${asked.year}-01-01`)} and e.at < ${startOfDay(`${asked.year + 1}-01-01`)}`;
  const act = sql`case ${sql.join(
    personalDataActNames.map((name) => sql`when ${eventsOf(name, place)} then ${name}`),
    ' ',
  )} end`;
  const counted = await reader.all<Counted>(sql`
    select c.act, c.month, o.id as organization_id, o.name_zh as name, count(*)::int as count
    from (select ${act} as act, extract(month from e.at at time zone 'Asia/Shanghai')::int as month, e.organization_path from audit_events e
      where ${inYear} and e.action = any(${personalDataActNames.map((name) => personalDataActs[name].action)}::text[])) c
    left join organizations o on o.ordinal = ${ordinalIn(sql`c.organization_path`)} where c.act is not null group by 1, 2, 3, 4`);
  const looks = await reader.all<Look>(sql`
    select e.id, e.at, e.actor_person_id, o.name_zh as organization_name, e.subject_id as volunteer_id, ${ofMinor} as of_minor, coalesce(e.reason, '') as reason
    from audit_events e left join organizations o on o.ordinal = ${ordinalIn(sql`e.organization_path`)}
    where ${inYear} and e.action = 'volunteers.reveal' and ${place} order by e.at, e.id limit ${looksShown}`);
  const numbers = await later.volunteerNumbers(reader, [...new Set(looks.map((look) => look.volunteer_id))]);
  const names = await namesOf(
    reader,
    looks.map((look) => look.actor_person_id),
  );
  const sum = (rows: readonly Counted[]): number => rows.reduce((total, row) => total + row.count, 0);
  const acts = personalDataActNames.map((name) => {
    const own = counted.filter((row) => row.act === name);
    return {
      act: name,
      title_zh: personalDataActs[name].zh,
      title_en: personalDataActs[name].en,
      months: Array.from({ length: 12 }, (_, index) => sum(own.filter((row) => row.month === index + 1))),
      total: sum(own),
    };
  });
  const places = new Map(
    counted.flatMap((row) => (row.organization_id === null ? [] : [[row.organization_id, row.name ?? ''] as const])),
  );
  const organizations = [...places]
    .sort((one, other) => one[1].localeCompare(other[1], 'zh'))
    .map(([organization_id, name]) => ({
      organization_id,
      name,
      counts: countsOf((which) =>
        sum(counted.filter((row) => row.organization_id === organization_id && row.act === which)),
      ),
    }));
  const all = sum(counted.filter((row) => row.act === 'revealed' || row.act === 'minors_revealed'));
  return {
    year: asked.year,
    organization_name: organization?.name ?? null,
    as_of: now,
    acts,
    organizations,
    looks: looks.map(({ volunteer_id, actor_person_id, ...look }) => ({
      ...look,
      actor_name: names.orNull(actor_person_id),
      number: numbers.get(volunteer_id) ?? '',
    })),
    looks_left_out: all - looks.length,
    kept: [...(await later.keptForAWhile(reader))],
  };
}

function countsOf(count: (act: PersonalDataAct) => number): Record<PersonalDataAct, number> {
  return Object.fromEntries(personalDataActNames.map((name) => [name, count(name)])) as Record<PersonalDataAct, number>;
}

/** The report itself names people: taking it away is one of the acts that it counts. */
export async function auditReportExport(writer: Writer, asked: Asked): Promise<void> {
  const { exact, below } = writer.caller.scope('accounts.audit');
  const paths =
    asked.organization_id === undefined
      ? [...new Set([...exact, ...below])]
      : [(await loadOrganization(writer, asked.organization_id)).path];
  for (const path of paths) {
    await writer.audit({
      action: 'accounts.export_report',
      subject_type: 'personal_data_report',
      subject_id: String(asked.year),
      organization_path: path,
      permission: 'accounts.audit',
    });
  }
}

type Report = Awaited<ReturnType<typeof personalDataReport>>;

/** Four sheets, as an office files them. */
export function personalDataSheets(report: Report): { name: string; rows: readonly (readonly Cell[])[] }[] {
  const title = `${report.year} 年个人信息保护审计${report.organization_name === null ? '' : `：${report.organization_name}`}，截至 ${fullMoment(report.as_of)}`;
  return [
    {
      name: '按月',
      rows: [
        [title],
        ['事项', ...Array.from({ length: 12 }, (_, index) => `${index + 1} 月`), '全年'],
        ...report.acts.map((act) => [act.title_zh, ...act.months, act.total]),
      ],
    },
    {
      name: '按组织',
      rows: [
        ['组织', ...report.acts.map((act) => act.title_zh)],
        ...report.organizations.map((one) => [one.name, ...report.acts.map((act) => one.counts[act.act])]),
      ],
    },
    {
      name: '查看明细',
      rows: [
        ['时间', '查看人', '组织', '志愿者编号', '未成年人', '理由'],
        ...report.looks.map((look) => [
          fullMoment(look.at),
          look.actor_name ?? '',
          look.organization_name ?? '',
          look.number,
          look.of_minor ? '是' : '',
          look.reason,
        ]),
        ...(report.looks_left_out > 0 ? [[`另有 ${report.looks_left_out} 条，请按组织分开导出`]] : []),
      ],
    },
    {
      name: '限期保存',
      rows: [
        ['全平台限期保存的资料', '保存天数', '现有条数', '最早一条'],
        ...report.kept.map((one) => [
          one.title_zh,
          one.days,
          one.rows,
          one.oldest_at === null ? '' : fullMoment(one.oldest_at),
        ]),
      ],
    },
  ];
}
