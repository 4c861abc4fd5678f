import { defaultPublishingLimits } from '../../domain/organizations/rule-books/publishing-limits.ts';
import { insuranceKinds, riskKinds, riskNames } from '../../domain/organizations/rule-books/risks.ts';
import { categories, categoryNames } from '../../domain/projects/categories.ts';
import { stageNames, stages } from '../../domain/projects/stages.ts';
import { topicLists } from '../../domain/projects/topics.ts';

/** The lists of the domain as forms need them; topics are flattened to the paths that are stored. */
export function projectWords() {
  return {
    categories: categories.map((code) => ({ code, ...categoryNames[code] })),
    stages: stages.map((code) => ({ code, ...stageNames[code] })),
    risks: riskKinds.map((code) => ({ code, ...riskNames[code], is_insured: defaultPublishingLimits.insured_risks.includes(code) })),
    insurance_kinds: [...insuranceKinds],
    topic_lists: topicLists.map(({ code, clause, zh, en, required_for, topics }) => ({
      code, clause, zh, en, required_for: [...required_for],
      topics: topics.flatMap((topic) => [
        { path: `${code}/${topic.code}`, zh: topic.zh, en: topic.en },
        ...(topic.parts ?? []).map((part) => ({ path: `${code}/${topic.code}/${part.code}`, zh: `${topic.zh} · ${part.zh}`, en: `${topic.en} · ${part.en}` })),
      ]),
    })),
  };
}
