import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { rosterColumns, rosterFigures } from '../../../../domain/volunteers/roster-columns.ts';
import type { Answer } from '../../../api/client.ts';
import { useList } from '../../../api/list.ts';
import { useWrite } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable, factColumn } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { personHeader, usePersonWords } from '../../../ui/person-words.ts';
import { PersonSearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, number, t } from '../../../ui/words.ts';
import { DownloadPeople } from '../../DownloadPeople.tsx';
import { Page } from '../../Page.tsx';
import { SavedViews } from '../../SavedViews.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';
import { sources, sourceWords } from '../source-words.ts';

type Row = Answer<'get', '/api/volunteers'>['rows'][number];
type Query = Parameters<typeof useList<'/api/volunteers'>>[2]['query'];

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
  const list = useList(
    '/api/volunteers',
    { columns: rosterColumns, figures: rosterFigures },
    { query: asked, ...personHeader(words) },
  );
  const campaignName = list.rows[0]?.campaign;
  const search = new URLSearchParams(list.asked).toString();
  const total = list.totals?.goes_on === false ? list.totals.count : undefined;
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('志愿者名册', 'Volunteer roster')}
        beside={total === undefined ? undefined : t(`${number(total)} 人`, `${number(total)} people`)}
        actions={
          <>
            <DownloadPeople path={`/api/volunteers.xlsx?${search}`} words={words}>
              {t('导出', 'Export')}
            </DownloadPeople>
            {list.first?.can.register && (
              <LinkButton href={volunteersDesk.registerOne()}>{t('登记一人', 'Register one')}</LinkButton>
            )}
            {list.first?.can.register && (
              <LinkButton kind="do" icon="upload" href={volunteersDesk.import()}>
                {t('导入名册', 'Import a roster')}
              </LinkButton>
            )}
          </>
        }
      />
      <SavedViews list="volunteers" />
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
              list={list}
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
                { ...factColumn(rosterColumns, 'name'), cell: (row) => <Masked text={row.name_hint} /> },
                { ...factColumn(rosterColumns, 'number'), cell: (row) => <span className="fig">{row.number}</span> },
                { key: 'state', label: t('状态', 'State'), cell: (row) => <RowState row={row} /> },
                { key: 'document', label: t('证件', 'Document'), cell: (row) => <Masked text={row.document_hint} /> },
                { key: 'phone', label: t('手机', 'Phone'), cell: (row) => <Masked text={row.phone_hint} /> },
                { ...factColumn(rosterColumns, 'organization'), cell: (row) => row.organization.name },
                { ...factColumn(rosterColumns, 'source'), cell: (row) => row.campaign ?? sourceWords(row.source) },
                { ...factColumn(rosterColumns, 'registered_at'), cell: (row) => longDay(row.registered_at) },
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
