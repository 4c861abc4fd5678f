import { problemSentence } from '../../../domain/problem.ts';
import { decidePublishing, type PublishingDecision } from '../../../domain/projects/publishing.ts';
import type { ActivityDraft } from '../../../domain/projects/publishing-checks.ts';
import { businessDate } from '../../../domain/time.ts';
import type { Reader } from '../../db/reader.ts';
import { ruleBookInForce, type RuleInForce } from '../../organizations/rule-books/rule-book-in-force.ts';
import { loadShifts, type ActivityRow } from '../load-activity.ts';
import { loadProject } from '../load-project.ts';

export type PublishingTrace = {
  readonly decision: PublishingDecision;
  readonly rule: RuleInForce<'publishing_limits'>;
};

/** Loads what the rules need and asks them; nothing is written. */
export async function publishingTrace(reader: Reader, activity: ActivityRow, now: Date): Promise<PublishingTrace> {
  const project = await loadProject(reader, activity.project_id);
  const shifts = await loadShifts(reader, activity.id);
  const rule = await ruleBookInForce(reader, 'publishing_limits', activity.organization_path, businessDate(now));
  return {
    decision: decidePublishing({
      limits: rule.body,
      now,
      brand_scope: project.details.brand_scope,
      draft: { ...draftOf(activity), shifts },
    }),
    rule,
  };
}

/** An activity as the publishing rules look at it, without its shifts. */
export function draftOf({ details, ...activity }: ActivityRow): Omit<ActivityDraft, 'shifts'> {
  return {
    name: activity.title,
    description: activity.description,
    category: activity.category,
    topics: details.topics,
    risk_statement: activity.risk_statement,
    risks: details.risks,
    insurance: details.insurance,
    place_text: activity.place,
    pin:
      activity.longitude === null || activity.latitude === null
        ? null
        : { longitude: activity.longitude, latitude: activity.latitude },
    leaders: details.leader_ids.length,
    check_in_kinds: activity.check_in_kinds,
    minimum_age: activity.minimum_age,
    signs_up_here: details.signs_up_here,
  };
}

export function shownTrace({ decision, rule }: PublishingTrace) {
  return {
    result: decision.result,
    findings: decision.findings.map(({ rule: name, source, zh, en, problem }) => ({
      rule: name,
      source,
      zh,
      en,
      problem:
        problem === null
          ? null
          : {
              code: problem.code,
              field: problem.field ?? null,
              zh: problemSentence(problem.code, problem.params, 'zh'),
              en: problemSentence(problem.code, problem.params, 'en'),
            },
    })),
    approval_reasons: decision.approval_reasons.map(({ rule: name, source, zh, en }) => ({
      rule: name,
      source,
      zh,
      en,
    })),
    rule_book: { id: rule.book_id, issuer_name: rule.issuer_name, citing: rule.citing_document, version: rule.version },
  };
}
