/**
 * May this activity be published? Every rule is checked and kept in the trace with its source, so that a refused
 * organiser reads which rule, in whose words, and what to change (J27: the rule is quoted).
 */
import { findNotService } from './not-service.ts';
import { riskNames } from '../organizations/rule-books/risks.ts';
import {
  type Finding,
  type PublishingRule,
  type PublishingQuestion,
  largest,
  spanDays,
  checks,
} from './publishing-checks.ts';

export type PublishingDecision = {
  readonly result: 'refused' | 'needs_approval' | 'may_publish';
  readonly findings: readonly Finding[];
  readonly approval_reasons: readonly PublishingRule[];
};

function approvalReasons({ draft, limits }: PublishingQuestion): PublishingRule[] {
  const reasons: PublishingRule[] = [];
  const add = (rule: string, source: string, zh: string, en: string): void =>
    void reasons.push({ rule, source, zh, en });
  if (limits.approval_always)
    add('always', 'J27', '本组织发布活动都要审核', 'This organisation has every activity approved');
  if (largest(draft) > limits.approval_above_people)
    add(
      'people',
      'J27',
      `一班超过 ${limits.approval_above_people} 人`,
      `More than ${limits.approval_above_people} people in a shift`,
    );
  if (spanDays(draft) > limits.approval_above_days)
    add('days', 'J27', `历时超过 ${limits.approval_above_days} 天`, `Longer than ${limits.approval_above_days} days`);
  const risk = draft.risks.find((each) => limits.insured_risks.includes(each));
  if (limits.approval_for_risks && risk !== undefined)
    add('risk', '条例 art. 17', `有“${riskNames[risk].zh}”`, `It has “${riskNames[risk].en}”`);
  if (limits.minors_need_approval && (draft.minimum_age ?? 0) < 18)
    add('minors', '条例 art. 15', '招募未成年人', 'Minors may join');
  const doubtful = findNotService(draft.description, limits);
  if (doubtful !== null)
    add(
      'doubtful',
      '条例 art. 2',
      `说明里有“${doubtful.word}”，请上级看是不是志愿服务`,
      `The description mentions “${doubtful.word}” (${doubtful.kind.en})`,
    );
  return reasons;
}

export function decidePublishing(given: PublishingQuestion): PublishingDecision {
  const findings = checks.map(({ find, ...rule }) => ({ ...rule, problem: find(given) }));
  const approval_reasons = approvalReasons(given);
  const refused = findings.some((finding) => finding.problem !== null);
  return {
    result: refused ? 'refused' : approval_reasons.length > 0 ? 'needs_approval' : 'may_publish',
    findings,
    approval_reasons,
  };
}
