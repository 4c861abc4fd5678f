import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { useRead } from '../../../api/query.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Reading } from '../../../ui/States.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page, Split } from '../../Page.tsx';
import { PersonActions } from './PersonActions.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';
import { VolunteerHours } from './VolunteerHours.tsx';
import { VolunteerCertificates, VolunteerSignUps } from './VolunteerParts.tsx';
import type { Shown } from './volunteer-shown.ts';
import { PersonDetails } from './PersonDetails.tsx';

/** One person: masked details, hours, activities and certificates at left, what may be done at right. */
export default function Volunteer({ params }: { params: Readonly<Record<string, string>> }) {
  const page = useRead('/api/volunteers/{volunteer_id}', { path: { volunteer_id: params['id'] ?? '' } });
  return (
    <Page tree={<VolunteersNav />}>
      <Reading of={page} what={t('这位志愿者', 'this volunteer')}>
        {(one) => (
          <>
            <PageHead
              title={one.name_hint}
              crumbs={[{ words: t('名册', 'Roster'), href: volunteersDesk.roster() }, { words: one.name_hint }]}
              beside={<State one={one} />}
            />
            <Split label={t('可以做的', 'What you can do')} aside={<PersonActions one={one} />}>
              <Parts one={one} />
            </Split>
          </>
        )}
      </Reading>
    </Page>
  );
}

function State({ one }: { one: Shown }) {
  if (one.phone_freed_at && !one.withdrawn_at)
    return (
      <Tag state="late">
        {t(
          '手机号换了主人，账号锁着：请本人带证件来换手机号',
          'The phone has a new holder and the account is locked: a new phone with the document',
        )}
      </Tag>
    );
  if (one.withdrawn_at)
    return (
      <Tag state="none">
        {one.merged_into
          ? t('已并入另一注册', 'Merged into another')
          : t(`${longDay(one.withdrawn_at)}注销`, `Cancelled ${longDay(one.withdrawn_at)}`)}
      </Tag>
    );
  if (one.consents_missing.length > 0)
    return (
      <Tag state="behind">
        {t(
          `等${one.consents_missing.map((role) => (role === 'parent' ? '家长' : '老师')).join('和')}同意`,
          `Waits for ${one.consents_missing.join(' and ')}`,
        )}
      </Tag>
    );
  return <Tag state="ok">{t('在册', 'Registered')}</Tag>;
}

/** Each part only for whoever may read it. */
function Parts({ one }: { one: Shown }) {
  const { filters, setFilter } = useFilters();
  const tabs = [
    { key: 'details', words: t('资料', 'Details') },
    ...(one.can.read_hours ? [{ key: 'hours', words: t('时数', 'Hours') }] : []),
    ...(one.can.read_sign_ups ? [{ key: 'sign-ups', words: t('活动', 'Activities') }] : []),
    ...(one.can.read_certificates ? [{ key: 'certificates', words: t('证明', 'Certificates') }] : []),
  ];
  const part = tabs.find((tab) => tab.key === filters['part'])?.key ?? 'details';
  if (tabs.length === 1) return <PersonDetails one={one} />;
  return (
    <Tabs
      label={t('这位志愿者', 'This volunteer')}
      value={part}
      tabs={tabs}
      onChange={(key) => setFilter({ part: key === 'details' ? undefined : key, year: undefined })}
    >
      {part === 'details' && <PersonDetails one={one} />}
      {part === 'hours' && <VolunteerHours volunteerId={one.id} />}
      {part === 'sign-ups' && <VolunteerSignUps volunteerId={one.id} />}
      {part === 'certificates' && <VolunteerCertificates volunteerId={one.id} />}
    </Tabs>
  );
}
