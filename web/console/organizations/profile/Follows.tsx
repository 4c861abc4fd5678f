import { buildStepNames, buildSteps } from '../../../../domain/organizations/build-steps.ts';
import { setUpChecks, type SetUpCheck } from '../../../../domain/organizations/attributes.ts';
import { isAssociation, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { leagueStanding, leagueWords, type LeagueDuty } from '../../../../domain/organizations/league.ts';
import { levelActionNames, type LevelAction } from '../../../../domain/organizations/levels.ts';
import { statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { t } from '../../../ui/words.ts';
import type { OrganizationPage, RecordPage } from '../tree/organization-page.ts';
import { RuleLink } from './StatutoryRule.tsx';

export function Follows({ page, record }: { page: OrganizationPage; record: RecordPage }) {
  const { follows } = record;
  const kind = page.organization.kind;
  const duty = leagueWords(follows.league_duty as LeagueDuty, follows.league_built);
  const rows = [
    ...(record.powers.length > 0
      ? [
          {
            key: t('您在这里可以', 'You may here'),
            value: record.powers
              .map((action) =>
                t(levelActionNames[action as LevelAction].zh, levelActionNames[action as LevelAction].en),
              )
              .join(t('、', ', ')),
          },
        ]
      : []),
    ...(kind === 'county'
      ? [
          {
            key: t('建设四步', 'Four steps'),
            value: buildSteps
              .map(
                (step) =>
                  t(buildStepNames[step].zh, buildStepNames[step].en) +
                  (follows.closed_steps.includes(step) ? ' ✓' : ''),
              )
              .join(t('　', ' · ')),
          },
        ]
      : []),
    ...(isAssociation(kind as OrganizationKind)
      ? [
          {
            key: t('组织内建团', 'League organisation'),
            value: (
              <Tag state={leagueStanding(follows.league_duty as LeagueDuty, follows.league_built, null, '')}>
                {t(duty.zh, duty.en)}
              </Tag>
            ),
          },
          { key: t('登记还缺', 'Papers missing'), value: checklist(follows.missing_papers) },
          { key: t('规范化还缺', 'Systems missing'), value: checklist(follows.missing_systems) },
          {
            key: t('章程要求', 'Statutes'),
            value:
              follows.statutory_gaps.length === 0 ? (
                <Tag state="ok">{t('按期', 'In order')}</Tag>
              ) : (
                <Tag state="late">{checklist(follows.statutory_gaps)}</Tag>
              ),
          },
          {
            key: t('执行的规则', 'Rules in force'),
            value: <RuleLink rule={follows.statutory_rule} organizationId={page.organization.id} />,
          },
        ]
      : []),
    ...(kind === 'action_centre'
      ? [
          {
            key: t('未落实', 'Not set up'),
            value:
              follows.missing_set_up
                .map((check) => t(setUpChecks[check as SetUpCheck].zh, setUpChecks[check as SetUpCheck].en))
                .join(t('、', ', ')) || t('三项都已落实', 'All three in place'),
          },
        ]
      : []),
  ];
  return rows.length === 0 ? null : <KeyValues rows={rows} />;
}

const checklist = (titles: readonly string[]): string =>
  titles.map((title) => t(title, statutoryEnglish(title))).join(t('、', ', '));
