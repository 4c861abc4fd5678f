import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { isAssociation, kindNames, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { useRead } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { useFilters } from '../../../ui/query-string.ts';
import { Page } from '../../Page.tsx';
import { BeginAlone } from './BeginAlone.tsx';
import { ChangeDialogs } from './ChangeDialogs.tsx';
import { Documents } from '../profile/Documents.tsx';
import { Attributes } from '../profile/Attributes.tsx';
import { History } from './History.tsx';
import { Hours } from './Hours.tsx';
import { Mechanism } from '../profile/Mechanism.tsx';
import { OrganizationTree } from './OrganizationTree.tsx';
import { Tasks } from '../profile/Tasks.tsx';
import type { Change } from './organization-change.ts';
import type { OrganizationPage, RecordPage } from './organization-page.ts';
import { useChosen } from './use-chosen.ts';
import { Members, OwnProjects, OwnRecords } from './Workbench.tsx';
import '../organizations.css';
import { PlannedEnd } from './PlannedEnd.tsx';

/** The tree, and one organisation as a workbench: record, tasks, documents, history (P45). */
export default function Organizations() {
  const { chosen, choose } = useChosen();
  const read = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: chosen ?? '' } },
    { enabled: chosen !== undefined, keepPrevious: true },
  );
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      {chosen === undefined ? (
        <>
          <PageHead title={t('组织', 'Organisations')} />
          <div className="block">
            <Empty title={t('从左边选一个组织', 'Choose an organisation at left')} />
          </div>
        </>
      ) : (
        <Reading of={read} what={t('组织资料', 'the organisation')}>
          {(answer) => <OrganizationView page={answer} key={answer.organization.id} onChoose={choose} />}
        </Reading>
      )}
    </Page>
  );
}

function OrganizationView({ page, onChoose }: { page: OrganizationPage; onChoose: (id: string) => void }) {
  const { organization, superiors, can } = page;
  const { filters, setFilter } = useFilters();
  const [change, setChange] = useState<Change | null>(null);
  const record = useRead(
    '/api/organizations/{organization_id}/profile',
    { path: { organization_id: organization.id } },
    { enabled: can.read_profile, keepPrevious: true },
  );
  const kind = kindNames[organization.kind as OrganizationKind];
  const part = filters['part'] ?? 'record';
  return (
    <>
      <PageHead
        title={organization.name_zh}
        crumbs={[
          ...superiors.map((one) => ({ words: one.name_zh, href: organizationsDesk.organizations({ at: one.id }) })),
          { words: organization.name_zh },
        ]}
        beside={<Badges page={page} />}
        actions={
          <>
            {can.rename && <Button onClick={() => setChange('rename')}>{t('更名', 'Rename')}</Button>}
            {can.change_phone && <Button onClick={() => setChange('phone')}>{t('联系电话', 'Phone')}</Button>}
            {can.move && <Button onClick={() => setChange('move')}>{t('移动', 'Move')}</Button>}
            {can.guide && isAssociation(organization.kind as OrganizationKind) && (
              <Button onClick={() => setChange('guide')}>{t('指导团委', 'Guidance')}</Button>
            )}
            {can.dissolve && organization.planned_end?.state !== 'planned' && (
              <Button onClick={() => setChange('dissolve')}>{t('撤销、合并', 'Dissolve or merge')}</Button>
            )}
            {!can.create_below &&
              can.edit &&
              organization.kinds_below.length > 0 &&
              organization.dissolved_on === null && (
                <small className="soft">
                  {t(
                    '新设下级组织要“建立下级组织”的权限：请上级授您“大队管理员”',
                    'Founding below needs its own right: ask above for the role “Brigade manager”',
                  )}
                </small>
              )}
            {can.create_below && organization.kinds_below.length > 0 && (
              <Button kind="do" icon="plus" onClick={() => setChange('create')}>
                {t('新设下级组织', 'Found below')}
              </Button>
            )}
          </>
        }
      >
        <p className="soft org-line">
          {t(kind.zh, kind.en)}
          {organization.founded_on > '1949-10-01' &&
            t(`，${longDay(organization.founded_on)}设立`, `, founded ${longDay(organization.founded_on)}`)}
          {organization.children > 0 &&
            t(`，直接下级 ${organization.children} 个`, `, ${organization.children} directly below`)}
          {organization.contact_phone !== null &&
            t(`，电话 ${organization.contact_phone}`, `, phone ${organization.contact_phone}`)}
          {organization.guiding &&
            t(`，指导单位 ${organization.guiding.name_zh}`, `, guided by ${organization.guiding.name_zh}`)}
        </p>
      </PageHead>
      <div className="block">
        {organization.dissolved_on !== null && <Ended page={page} />}
        {organization.planned_end !== null && <PlannedEnd page={page} end={organization.planned_end} />}
        {can.begin_alone && <BeginAlone organizationId={organization.id} />}
        {!can.read_profile && can.read_hours && <Hours organizationId={organization.id} />}
        {!can.read_profile ? (
          !can.read_hours && (
            <Empty title={t('内部资料您看不了', 'The internal record is not open to you')}>
              {t(
                '名称和位置是公开的；资料可以请该组织管理员开通。',
                'Name and place are public; ask its administrator for the record.',
              )}
            </Empty>
          )
        ) : (
          <Reading of={record} what={t('资料', 'the record')}>
            {(answer) => (
              <Tabs
                label={t('组织资料', 'Record')}
                value={part}
                onChange={(key) => setFilter({ part: key })}
                tabs={[
                  { key: 'record', words: t('资料', 'Record') },
                  {
                    key: 'tasks',
                    words: t('事项', 'Tasks'),
                    count: answer.tasks.filter((task) => task.closed_on === null).length,
                  },
                  { key: 'documents', words: t('文件', 'Documents'), count: answer.documents.length },
                  { key: 'history', words: t('沿革', 'History'), count: page.versions.length },
                  ...(hasMechanism(organization.kind, answer)
                    ? [{ key: 'mechanism', words: t('机制', 'Mechanism') }]
                    : []),
                  ...(can.read_volunteers
                    ? [
                        {
                          key: 'members',
                          words: organization.kind === 'compound' ? t('居民', 'Residents') : t('成员', 'Members'),
                        },
                      ]
                    : []),
                  ...(can.read_projects ? [{ key: 'projects', words: t('项目', 'Projects') }] : []),
                  ...(can.read_hours
                    ? [
                        { key: 'records', words: t('服务记录', 'Records') },
                        { key: 'hours', words: t('时数', 'Hours') },
                      ]
                    : []),
                ]}
              >
                {part === 'tasks' && <Tasks page={page} record={answer} />}
                {part === 'mechanism' && <Mechanism organizationId={organization.id} />}
                {part === 'documents' && <Documents page={page} record={answer} />}
                {part === 'members' && can.read_volunteers && (
                  <Members organizationId={organization.id} live={organization.kind === 'compound'} />
                )}
                {part === 'projects' && can.read_projects && (
                  <OwnProjects
                    organizationId={organization.id}
                    mayPropose={can.edit}
                    lived={['village', 'compound'].includes(organization.kind)}
                  />
                )}
                {part === 'records' && can.read_hours && <OwnRecords organizationId={organization.id} />}
                {part === 'hours' && can.read_hours && <Hours organizationId={organization.id} />}
                {part === 'history' && <History page={page} />}
                {part === 'record' && <Attributes page={page} record={answer} onChoose={onChoose} />}
              </Tabs>
            )}
          </Reading>
        )}
      </div>
      <ChangeDialogs page={page} change={change} onClose={() => setChange(null)} onFounded={onChoose} />
    </>
  );
}

/** P08: the mechanism stands at a place from the county upwards, and at every unit that has a role in one. */
function hasMechanism(kind: string, record: RecordPage): boolean {
  return (
    ['nation', 'province', 'city', 'county'].includes(kind) ||
    record.attributes.some((attribute) => attribute.kind === 'mechanism_role')
  );
}

/** What ended takes no entries: why, and where to go instead. */
function Ended({ page: { organization } }: { page: OrganizationPage }) {
  const heir = organization.successor;
  return (
    <section className="beforehand" aria-label={t('已撤销', 'Dissolved')}>
      <p>
        <b>
          {t(
            `${longDay(organization.dissolved_on ?? '')}撤销，不再登记。`,
            `Dissolved ${longDay(organization.dissolved_on ?? '')}; it takes no entries.`,
          )}
        </b>
        {organization.dissolved_reason !== null &&
          t(`依据：${organization.dissolved_reason}。`, ` Ground: ${organization.dissolved_reason}.`)}
        {heir !== null && (
          <>
            {organization.successor_id === null
              ? t('没有指定承接组织，由上级负责：', ' No successor was named; its superior answers: ')
              : t('承接组织：', ' Successor: ')}
            <Link href={organizationsDesk.organizations({ at: heir.id })}>{heir.name_zh}</Link>
          </>
        )}
      </p>
    </section>
  );
}

function Badges({ page }: { page: OrganizationPage }) {
  const { organization } = page;
  if (organization.dissolved_on !== null)
    return (
      <Tag state="none">
        {t(`${longDay(organization.dissolved_on)}撤销`, `Dissolved ${longDay(organization.dissolved_on)}`)}
      </Tag>
    );
  return (
    <>
      {organization.is_league_led && <Tag state="ok">{t('团属', 'League-led')}</Tag>}
      {organization.is_example && <Tag state="none">{t('示例', 'Example')}</Tag>}
    </>
  );
}
