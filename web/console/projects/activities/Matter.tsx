import { riskNames } from '../../../../domain/organizations/rule-books/risks.ts';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { t } from '../../../ui/words.ts';
import { categoryWords, insuranceWords, topicsInWords } from '../names.ts';
import { CoHosts } from './CoHosts.tsx';
import { ShiftLines } from './ShiftLines.tsx';
import { WaitingChanges } from '../changes/ActivityChanges.tsx';
import type { Activity } from './activity-shown.ts';
import { AfterPublishing } from './AfterPublishing.tsx';

export function Matter({ activity }: { activity: Activity }) {
  return (
    <>
      <KeyValues
        rows={[
          {
            key: t('组织', 'Unit'),
            value: [
              activity.organization_name,
              ...activity.co_hosts.map(
                (host) =>
                  host.name +
                  (host.answer === null
                    ? t('（等答复）', ' (asked)')
                    : host.answer === 'declined'
                      ? t('（未接受）', ' (declined)')
                      : ''),
              ),
            ].join(t('、', ', ')),
          },
          {
            key: t('类别', 'Category'),
            value: categoryWords(activity.category),
            note: topicsInWords(activity.topics) || undefined,
          },
          {
            key: t('地点', 'Place'),
            value: activity.place,
            note:
              [
                activity.gathering_note,
                activity.pin === null ? '' : `${activity.pin.latitude}, ${activity.pin.longitude}`,
              ]
                .filter((each) => each !== '')
                .join(' · ') || undefined,
          },
          {
            key: t('负责人', 'In charge'),
            value: activity.leaders.map((leader) => leader.name).join(t('、', ', ')),
            note: activity.contact_phone || undefined,
          },
          { key: t('内容', 'Content'), value: activity.description },
          {
            key: t('要求', 'Asks'),
            value: [
              activity.minimum_age === null ? '' : t(`年满 ${activity.minimum_age} 岁`, `from ${activity.minimum_age}`),
              activity.is_parent_child ? t('亲子', 'parent and child') : '',
              ...activity.required_skills,
              ...activity.required_qualifications,
            ]
              .filter((each) => each !== '')
              .join(t('、', ', ')),
          },
          {
            key: t('风险', 'Risks'),
            value: activity.risk_statement,
            note:
              activity.risks.map((risk) => t(riskNames[risk].zh, riskNames[risk].en)).join(t('、', ', ')) || undefined,
          },
          { key: t('意外险', 'Accident cover'), value: insuranceWords(activity.insurance) },
        ]}
      />
      <WaitingChanges activity={activity} />
      <ShiftLines activity={activity} />
      <CoHosts activity={activity} />
      {activity.state === 'published' && <AfterPublishing activity={activity} />}
    </>
  );
}
