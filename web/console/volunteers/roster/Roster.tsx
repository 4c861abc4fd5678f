import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import type { Answer } from '../../../api/client.ts';
import { usePages, useRead, useWrite } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { DownloadPeople } from '../../DownloadPeople.tsx';
import { Page } from '../../Page.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';
import { sources, sourceWords } from '../source-words.ts';

type Row = Answer<'get', '/api/volunteers'>['rows'][number];
type Query = NonNullable<Parameters<typeof usePages<'/api/volunteers'>>[1]>['query'];

const states = ['waiting_guardian', 'label_waiting', 'minors', 'pupils', 'league_members', 'withdrawn'] as const;
const stateWords = (state: (typeof states)[number]): string =>
  ({
    waiting_guardian: t('等家长老师同意', 'Waiting for consent'),
    label_waiting: t('标识待确认', 'Label to confirm'),
    minors: t('未成年人', 'Minors'),
    pupils: t('中小学生', 'Pupils'),
    league_members: t('团员', 'League members'),
    withdrawn: t('已注销', 'Cancelled'),
  })[state];

/** The roster: masked, filtered by the address, every figure of other pages opens here. */
export default function Roster() {
  const { filters } = useFilters();
  const [words] = usePersonWords('volunteers');
  const query = {
    state: filters['state'],
    source: filters['source'],
    month: filters['month'],
    campaign: filters['campaign'],
    organization_id: filters['organization_id'],
    compound_id: filters['compound_id'],
  };
  const asked = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Query;
  const list = usePages('/api/volunteers', { query: { ...asked, limit: 50 }, ...personHeader(words) });
  const first = useRead(
    '/api/volunteers',
    { query: { ...asked, limit: 1 }, ...personHeader(words) },
    { keepPrevious: true },
  );
  const campaignName = list.rows[0]?.campaign;
  const search = new URLSearchParams(asked as Record<string, string>).toString();
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('志愿者名册', 'Volunteer roster')}
        beside={first.data?.count == null ? undefined : t(`${first.data.count} 人`, `${first.data.count} people`)}
        actions={
          <>
            <DownloadPeople path={`/api/volunteers.xlsx?${search}`} words={words}>
              {t('导出', 'Export')}
            </DownloadPeople>
            {first.data?.can.register && (
              <LinkButton href={volunteersDesk.registerOne()}>{t('登记一人', 'Register one')}</LinkButton>
            )}
            {first.data?.can.register && (
              <LinkButton kind="do" icon="upload" href={volunteersDesk.import()}>
                {t('导入名册', 'Import a roster')}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'state',
              label: t('状态', 'State'),
              all: t('在册', 'Registered'),
              options: states.map((value) => ({ value, label: stateWords(value) })),
            },
            {
              name: 'source',
              label: t('来源', 'Source'),
              options: sources.map((value) => ({ value, label: sourceWords(value) })),
            },
            ...(filters['month']
              ? [
                  {
                    name: 'month',
                    label: t('注册月份', 'Month'),
                    options: [{ value: filters['month'], label: filters['month'] }],
                  },
                ]
              : []),
            ...(filters['campaign']
              ? [
                  {
                    name: 'campaign',
                    label: t('招募', 'Campaign'),
                    options: [{ value: filters['campaign'], label: campaignName ?? filters['campaign'] }],
                  },
                ]
              : []),
          ]}
        >
          <PersonSearchBox
            list="volunteers"
            label={t('姓名、拼音、编号、手机、证件', 'Name, number, phone, document')}
          />
        </Chips>
      </div>
      <div className="block">
        <Reading of={list.read} what={t('名册', 'the roster')}>
          {(rows) => (
            <DataTable
              name="volunteers"
              label={t('志愿者名册', 'Volunteer roster')}
              rows={rows}
              rowKey={(row) => row.id}
              rowHref={(row) => volunteersDesk.volunteer({ id: row.id })}
              hot={(row) => row.consents_missing.length > 0}
              {...(first.data?.count == null ? {} : { total: first.data.count })}
              more={list.more}
              {...(rows.length === 0
                ? {
                    state: (
                      <Empty title={t('没有符合的人', 'Nobody fits')}>
                        {t('换个条件，或导入一份名册。', 'Change the filters, or import a roster.')}
                      </Empty>
                    ),
                  }
                : {})}
              columns={[
                { key: 'name', label: t('姓名', 'Name'), cell: (row) => <Masked text={row.name_hint} /> },
                { key: 'number', label: t('编号', 'Number'), cell: (row) => <span className="fig">{row.number}</span> },
                { key: 'state', label: t('状态', 'State'), cell: (row) => <RowState row={row} /> },
                { key: 'document', label: t('证件', 'Document'), cell: (row) => <Masked text={row.document_hint} /> },
                { key: 'phone', label: t('手机', 'Phone'), cell: (row) => <Masked text={row.phone_hint} /> },
                { key: 'organization', label: t('组织', 'Organisation'), cell: (row) => row.organization.name },
                { key: 'source', label: t('来源', 'Source'), cell: (row) => row.campaign ?? sourceWords(row.source) },
                { key: 'registered', label: t('注册', 'Registered'), cell: (row) => longDay(row.registered_at) },
              ]}
            />
          )}
        </Reading>
      </div>
    </Page>
  );
}

function RowState({ row }: { row: Row }) {
  const confirm = useWrite('post', '/api/volunteers/{volunteer_id}/memberships/{membership_id}/label', [
    '/api/volunteers',
  ]);
  const [done, setDone] = useState(false);
  if (row.is_withdrawn) return <Tag state="none">{t('已注销', 'Cancelled')}</Tag>;
  if (row.consents_missing.length > 0) {
    return (
      <Tag state="behind">
        {t(
          `等${row.consents_missing.map((role) => (role === 'parent' ? '家长' : '老师')).join('和')}`,
          `Waits for ${row.consents_missing.join(', ')}`,
        )}
      </Tag>
    );
  }
  const waiting = row.label_waiting;
  if (waiting && !done) {
    const send = async (): Promise<void> => {
      if (
        !(await confirm.send({
          path: { volunteer_id: row.id, membership_id: waiting.membership_id },
          body: { confirms: true },
        }))
      )
        return;
      setDone(true);
      toast(t(`已确认“${waiting.label}”`, `“${waiting.label}” confirmed`));
    };
    return (
      <span>
        <Tag state="due">{waiting.label}</Tag>{' '}
        <Button kind="text" running={confirm.running} onClick={() => void send()}>
          {t('确认', 'Confirm')}
        </Button>
      </span>
    );
  }
  return (
    <Tag state="ok">
      {row.is_pupil ? t('中小学生', 'Pupil') : row.is_minor ? t('未成年', 'Minor') : t('在册', 'Registered')}
    </Tag>
  );
}
