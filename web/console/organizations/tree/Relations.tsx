import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { centreDuties, type CentreDuty } from '../../../../domain/organizations/tasks.ts';
import type { Answer } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { longDay, t } from '../../../ui/words.ts';

type Shown = Answer<'get', '/api/organizations/{organization_id}/relations'>;

/** Whom the organisation works with, and by name what its figures of the year count. */
export function Relations({ organizationId }: { organizationId: string }) {
  const read = useRead(
    '/api/organizations/{organization_id}/relations',
    { path: { organization_id: organizationId } },
    { keepPrevious: true },
  );
  const shown = read.data;
  if (shown === undefined) return null;
  const rows = rowsOf(shown);
  return (
    <>
      {rows.length > 0 && (
        <section className="org-attribute">
          <h2 className="title">{t('和谁一起做', 'Whom it works with')}</h2>
          <KeyValues rows={rows} />
        </section>
      )}
      {shown.duties.length > 0 && (
        <section className="org-attribute">
          <h2 className="title">{t('四项职责', 'Four duties')}</h2>
          <KeyValues
            rows={shown.duties.map(({ duty, works }) => ({
              key: dutyWords(duty),
              value:
                works.length === 0 ? (
                  <span className="mute">{t('还没有做过', 'Nothing done yet')}</span>
                ) : (
                  <Lines of={works.map((work) => `${longDay(work.occurred_on)} ${work.title}`)} />
                ),
            }))}
          />
        </section>
      )}
    </>
  );
}

function rowsOf(shown: Shown): { key: string; value: React.ReactNode }[] {
  const named = (one: { id: string; name_zh: string }) => (
    <Link key={one.id} href={organizationsDesk.organizations({ at: one.id })}>
      {one.name_zh}
    </Link>
  );
  const row = (key: string, lines: readonly React.ReactNode[]) =>
    lines.length === 0 ? [] : [{ key, value: <Lines of={lines} /> }];
  return [
    ...row(
      t('团组织', 'League branches'),
      shown.branches.map((one) => (
        <>
          {named(one)}{' '}
          <span className="soft">
            {one.leader === null
              ? t('负责人未填', 'leader not recorded')
              : t(`负责人 ${one.leader}`, `led by ${one.leader}`)}
          </span>
        </>
      )),
    ),
    ...row(t('参加的领导小组', 'Leading groups'), shown.groups.map(named)),
    ...row(
      t('结对组织', 'Paired with'),
      shown.paired_by.map((one) => (
        <>
          {named(one)}{' '}
          <span className="soft">
            {t(`${longDay(one.since)}起，${one.plan}`, `since ${longDay(one.since)}: ${one.plan}`)}
          </span>
        </>
      )),
    ),
    ...row(
      t('承载的品牌项目', 'Projects it carries'),
      shown.carried.map((one) => (
        <>
          {one.project} <span className="soft">{one.organization_name}</span>
        </>
      )),
    ),
    ...row(
      t('今年的培训', 'Trainings this year'),
      shown.trainings.map((one) => `${longDay(one.occurred_on)} ${one.title}`),
    ),
    ...row(
      t('今年新增的阵地', 'Stations added this year'),
      shown.stations.map((one) => (
        <>
          {named(one)} <span className="soft">{longDay(one.founded_on)}</span>
        </>
      )),
    ),
  ];
}

const dutyWords = (duty: string): string => t(centreDuties[duty as CentreDuty].zh, centreDuties[duty as CentreDuty].en);

function Lines({ of }: { of: readonly React.ReactNode[] }) {
  return (
    <ul className="org-lines">
      {of.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}

/** An organisation that an attribute names by its id. */
export function OrganizationName({ id }: { id: string }) {
  const read = useRead('/api/organizations/{organization_id}', { path: { organization_id: id } });
  return (
    <Link href={organizationsDesk.organizations({ at: id })}>
      {read.data?.organization.name_zh ?? t('看这个组织', 'Open the organisation')}
    </Link>
  );
}
