import type { Id } from '../../domain/id.ts';
import { defaultPublishingLimits } from '../../domain/organizations/rule-books/publishing-limits.ts';
import { insuranceKinds, riskKinds, riskNames } from '../../domain/organizations/rule-books/risks.ts';
import { categories, categoryNames } from '../../domain/projects/categories.ts';
import { problem } from '../../domain/problem.ts';
import { stageNames, stages } from '../../domain/projects/stages.ts';
import { topicLists, topicListsAt } from '../../domain/projects/topics.ts';
import type { Reader } from '../db/reader.ts';
import { sql } from '../db/sql.ts';
import { pathsUpwards } from '../db/tree.ts';

/** The lists of the domain as forms need them, of one organisation's branch where it is named; topics are flattened to the paths that are stored. */
export async function projectWords(reader: Reader, organizationId: Id | undefined) {
  const lists = organizationId === undefined ? topicLists : topicListsAt(await divisionOf(reader, organizationId));
  return {
    categories: categories.map((code) => ({ code, ...categoryNames[code] })),
    stages: stages.map((code) => ({ code, ...stageNames[code] })),
    risks: riskKinds.map((code) => ({
      code,
      ...riskNames[code],
      is_insured: defaultPublishingLimits.insured_risks.includes(code),
    })),
    insurance_kinds: [...insuranceKinds],
    topic_lists: lists.map(({ code, clause, zh, en, required_for, several, topics }) => ({
      code,
      clause,
      zh,
      en,
      required_for: [...required_for],
      is_several: several ?? false,
      topics: topics.flatMap((topic) => [
        { path: `${code}/${topic.code}`, zh: topic.zh, en: topic.en },
        ...(topic.parts ?? []).map((part) => ({
          path: `${code}/${topic.code}/${part.code}`,
          zh: `${topic.zh} · ${part.zh}`,
          en: `${topic.en} · ${part.en}`,
        })),
      ]),
    })),
  };
}

/** The nearest division code upwards. */
async function divisionOf(reader: Reader, organizationId: Id): Promise<string | null> {
  const organization = await reader.maybe<{ path: string }>(
    sql`select path from organizations where id = ${organizationId}`,
  );
  if (organization === undefined) throw problem('core.not_found');
  const nearest = await reader.maybe<{ division_code: string }>(sql`
    select division_code from organizations where path = any(${pathsUpwards(organization.path)}::text[]) and division_code is not null order by length(path) desc limit 1`);
  return nearest?.division_code ?? null;
}
