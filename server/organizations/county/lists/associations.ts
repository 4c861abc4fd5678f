import type { Id } from '../../../../domain/id.ts';
import { leagueDuty, leagueDutyNames, leagueStanding } from '../../../../domain/organizations/league.ts';
import type { StatutoryBody } from '../../../../domain/organizations/rule-books/statutory.ts';
import {
  missingTitles,
  registrationState,
  statutoryGaps,
  type MeetingKind,
} from '../../../../domain/organizations/statutory.ts';
import { dueState } from '../../../../domain/organizations/tasks.ts';
import type { BusinessDate } from '../../../../domain/time.ts';
import type { Reader } from '../../../db/reader.ts';
import { sql } from '../../../db/sql.ts';
import { columnAtOrBelow } from '../../../db/tree.ts';
import { organizationsOn } from '../../tree/as-of.ts';
import { booksStandingOn, ruleInForce } from '../../rule-books/rule-book-in-force.ts';
import {
  associations,
  closedBy,
  attributeOn,
  openedBy,
  speaking,
  standing,
  titled,
  type Line,
  type List,
} from './list.ts';

type Named = { organization_id: Id; organization_name: string; path: string };

/** P13 G39 L40: what is asked of each association of a list, by the rule book of its own place on that day. */
async function askedBelow(reader: Reader, path: string, day: BusinessDate): Promise<(row: Named) => StatutoryBody> {
  const books = await booksStandingOn(reader, 'statutory', path, day, 'both');
  return (row) => ruleInForce(books, 'statutory', row.path, day).body;
}

/** L40 P12: registered number, or what is missing. */
export const unregistered: List = {
  zh: '民政登记',
  en: 'Civil registration',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & { registration: { registry_number: string; registered_on: string } | null; papers: string[] }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('registration', day)} as registration,
        coalesce((select array_agg(d.title) from organization_documents d where d.organization_id = o.id and d.kind = 'paper' and d.recorded_at < ${day}::date + 1 and coalesce(d.withdrawn_at, 'infinity') >= ${day}::date + 1), '{}') as papers
      from ${organizationsOn(day)} o where ${standing(path, associations)} order by 4 nulls first, o.path`);
    const asked = await askedBelow(reader, path, day);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.registration !== null).length,
      rows: rows.map(({ registration, papers, ...row }): Line => {
        const { registration_papers: required } = asked(row);
        const state = registrationState(papers, registration?.registry_number ?? null, required);
        const missing = missingTitles(papers, required);
        return {
          ...row,
          on: registration?.registered_on ?? null,
          state: state === 'registered' ? 'ok' : state === 'ready' ? 'due' : 'behind',
          detail: registration
            ? registration.registry_number
            : missing.length === 0
              ? t('材料已齐，待登记', 'Papers complete, to be registered')
              : t(`缺 ${titled(missing, 'zh')}`, `Missing: ${titled(missing, 'en')}`),
        };
      }),
    };
  },
};

type LeagueState = {
  league_members: number;
  league_form: 'own' | 'joint' | null;
  joint_with: string | null;
  party_members: number;
  has_party_organization: boolean;
};

/** P20–P23 R18 R19: whose duty it is to found a league organisation, and who has. */
export const leagueDutyList: List = {
  zh: '组织内建团',
  en: 'League organisation inside',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { registered: boolean; state: LeagueState | null; since: string | null }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, ${attributeOn('registration', day)} is not null as registered, ${attributeOn('league_state', day)} as state,
        greatest((select min(f.valid_from) from organization_attributes f where f.organization_id = o.id and f.kind = 'registration'),
          (select min(f.valid_from) from organization_attributes f where f.organization_id = o.id and f.kind = 'league_state' and (f.body ->> 'league_members')::int > 0))::text as since
      from ${organizationsOn(day)} o where ${standing(path, associations)} order by o.path`);
    const duties = rows.map((row) => ({ ...row, duty: leagueDuty(row.registered, row.state?.league_members ?? 0) }));
    const eligible = duties.filter((row) => row.duty === 'own' || row.duty === 'joint');
    return {
      denominator: eligible.length,
      counted: eligible.filter((row) => row.state?.league_form).length,
      rows: duties.map(({ registered: _, state, duty, since, ...row }): Line => {
        const built = state?.league_form ?? null;
        const party =
          state === null
            ? ''
            : t(
                `，党员 ${state.party_members} 人${state.has_party_organization ? '，已建党组织' : ''}`,
                `, ${state.party_members} party members${state.has_party_organization ? ', party organisation founded' : ''}`,
              );
        const word =
          built === 'own'
            ? t('已建团组织', 'league organisation founded')
            : built === 'joint'
              ? t('已加入联合团组织', 'in a joint league organisation') +
                (state?.joint_with ? t(`（${state.joint_with}）`, ` (${state.joint_with})`) : '')
              : leagueDutyNames[duty][language];
        return {
          ...row,
          on: null,
          state: leagueStanding(duty, built, since, day),
          detail: t(
            `团员 ${state?.league_members ?? 0} 人，${word}${party}`,
            `${state?.league_members ?? 0} league members, ${word}${party}`,
          ),
        };
      }),
    };
  },
};

/** P13 R69: the three statutory meetings, overdue ones named. */
export const meetingsOverdue: List = {
  zh: '法定会议',
  en: 'Statutory meetings',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & {
        founded_on: string;
        registration: { registry_number: string } | null;
        meetings: Partial<Record<MeetingKind, string>> | null;
      }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, coalesce(o.founded_on, '1949-10-01') as founded_on, ${attributeOn('registration', day)} as registration,
        (select json_object_agg(m.kind, m.last) from (
          select k.body ->> 'meeting' as kind, max(k.occurred_on) as last from organization_tasks k
          where k.organization_id = o.id and k.kind = 'meeting' and k.occurred_on <= ${day}
            and not exists (select from organization_documents d where d.id = k.document_id and d.withdrawn_at < ${day}::date + 1) group by 1) m) as meetings
      from ${organizationsOn(day)} o where ${standing(path, associations)} order by o.path`);
    const asked = await askedBelow(reader, path, day);
    const checked = rows.map(({ registration, meetings, founded_on, ...row }) => ({
      ...row,
      gaps: statutoryGaps(
        {
          registry_number: registration?.registry_number ?? null,
          missing_institutions: [],
          founded_on,
          last_meetings: meetings ?? {},
        },
        asked(row).meeting_months,
        day,
      ),
    }));
    return {
      denominator: checked.length,
      counted: checked.filter((row) => row.gaps.length === 0).length,
      rows: checked.map(({ gaps, ...row }): Line => ({
        ...row,
        on: null,
        state: gaps.length === 0 ? 'ok' : 'late',
        detail: gaps.length === 0 ? t('按期', 'In time') : titled(gaps, language),
      })),
    };
  },
};

/** L87 G39: the state of standardisation and the size of teams. */
export const standardisation: List = {
  zh: '规范化建设',
  en: 'Standardisation',
  find: async (reader, { path, day, language, later }) => {
    const t = speaking(language);
    const rows = await reader.all<
      Named & {
        since: string | null;
        systems: string[];
        corrections: number;
        teams: number;
      }
    >(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path,
        (select f.valid_from from organization_attributes f where f.organization_id = o.id and f.kind = 'standardised' and f.valid_from <= ${day} and coalesce(f.valid_until, 'infinity') >= ${day} limit 1) as since,
        coalesce((select array_agg(d.title) from organization_documents d where d.organization_id = o.id and d.kind = 'system' and d.recorded_at < ${day}::date + 1 and coalesce(d.withdrawn_at, 'infinity') >= ${day}::date + 1), '{}') as systems,
        (select count(*)::int from organization_tasks k where k.organization_id = o.id and k.kind = 'correction' and ${openedBy(day)} and coalesce(k.closed_on, 'infinity') > ${day}) as corrections,
        (select count(*)::int from ${organizationsOn(day)} t where ${columnAtOrBelow(sql`t.path`, sql`o.path`)} and t.kind in ('team', 'brigade')) as teams
      from ${organizationsOn(day)} o where ${standing(path, associations)} order by 4 nulls first, o.path`);
    const asked = await askedBelow(reader, path, day);
    const growth = await later.membersBelow(
      reader,
      rows.map((row) => row.path),
      day,
    );
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.since !== null).length,
      decimals: 1,
      rows: rows.map(({ since, systems, corrections, teams, ...row }): Line => {
        const { members = 0, a_year_before = 0 } = growth.get(row.path) ?? {};
        const missing = missingTitles(systems, asked(row).required_systems);
        const open = [
          ...(missing.length > 0 ? [t(`缺 ${titled(missing, 'zh')}`, `missing: ${titled(missing, 'en')}`)] : []),
          ...(corrections > 0 ? [t(`整改 ${corrections} 项`, `${corrections} to correct`)] : []),
        ];
        const state =
          since !== null
            ? t('已规范', 'Standardised')
            : open.length === 0
              ? t('材料已齐，待验收', 'Papers complete, to be accepted')
              : open.join(t('，', ', '));
        return {
          ...row,
          on: since,
          state: since !== null ? 'ok' : open.length === 0 ? 'due' : 'behind',
          detail: t(
            `${state}；队伍 ${teams} 支，会员 ${members} 人，一年增加 ${members - a_year_before} 人`,
            `${state}; ${teams} teams, ${members} members, ${members - a_year_before} more in a year`,
          ),
        };
      }),
    };
  },
};

/** G36: corrections, open and closed with proof. */
export const corrections: List = {
  zh: '自查整改',
  en: 'Self-check corrections',
  find: async (reader, { path, day, language }) => {
    const t = speaking(language);
    const rows = await reader.all<Named & { title: string; due_on: string | null; closed_on: string | null }>(sql`
      select o.id as organization_id, o.name_zh as organization_name, o.path, k.title, k.due_on, ${closedBy(day)} as closed_on
      from organization_tasks k join ${organizationsOn(day)} o on o.id = k.organization_id where k.kind = 'correction' and ${openedBy(day)} and o.path like ${`${path}%`} order by closed_on nulls first, k.due_on limit 1000`);
    return {
      denominator: rows.length,
      counted: rows.filter((row) => row.closed_on !== null).length,
      rows: rows.map(({ title, due_on, closed_on, ...row }): Line => ({
        ...row,
        on: closed_on ?? due_on,
        state: dueState({ closed_on, due_on }, day),
        detail: `${title}${closed_on === null ? '' : t('，已销号', ', closed')}`,
      })),
    };
  },
};
