import { useState } from 'react';
import { accountsDesk } from '../../../../domain/accounts/paths.ts';
import { preferences } from '../../../ui/preferences.ts';
import { auditActionWords } from '../../../../domain/audit-actions.ts';
import type { Answer } from '../../../api/client.ts';
import { usePages } from '../../../api/query.ts';
import { personalDataActNames, personalDataActs } from '../../../../domain/accounts/personal-data.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { longMoment, moment, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import '../../organizations/organizations.css';

type Event = Answer<'get', '/api/audit'>['rows'][number];

/** Who did what to which subject, newest first, within the organisations that the reader may audit. */
export default function Audit() {
  const { filters, setFilter } = useFilters();
  const [shown, setShown] = useState<Event | null>(null);
  const pages = usePages('/api/audit', {
    query: {
      limit: 50,
      ...pick(filters, ['act', 'action', 'subject_type', 'subject_id', 'actor_id', 'from', 'until', 'organization_id']),
    },
  });
  const actions = [
    ...new Set([...pages.rows.map((row) => row.action), ...(filters['action'] ? [filters['action']] : [])]),
  ].sort();
  return (
    <Page>
      <PageHead
        title={t('操作记录', 'Audit trail')}
        beside={t('只增不改，个人信息已打码', 'Append-only, personal fields masked')}
        actions={
          <LinkButton href={accountsDesk.personalData()}>{t('个人信息保护审计', 'Audit of personal data')}</LinkButton>
        }
      />
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'act',
              label: t('个人信息', 'Personal data'),
              options: personalDataActNames.map((value) => ({
                value,
                label: personalDataActs[value][preferences().language],
              })),
            },
            {
              name: 'action',
              label: t('做了什么', 'Action'),
              options: actions.map((value) => ({ value, label: auditActionWords(value)[preferences().language] })),
            },
          ]}
        />
        <label className="soft">
          {t('从', 'From')}{' '}
          <input
            className="input"
            type="date"
            value={filters['from'] ?? ''}
            onChange={(event) => setFilter({ from: event.currentTarget.value })}
          />
        </label>
        <label className="soft">
          {t('到', 'Until')}{' '}
          <input
            className="input"
            type="date"
            value={filters['until'] ?? ''}
            onChange={(event) => setFilter({ until: event.currentTarget.value })}
          />
        </label>
      </div>
      <div className="block">
        <Reading of={pages.read} what={t('操作记录', 'the audit trail')}>
          {() => (
            <DataTable
              name="audit"
              label={t('操作记录', 'Audit trail')}
              rows={pages.rows}
              rowKey={(row) => row.id}
              more={pages.more}
              columns={[
                { key: 'at', label: t('时间', 'When'), cell: (row) => <span className="soft">{moment(row.at)}</span> },
                {
                  key: 'actor',
                  label: t('谁', 'Who'),
                  cell: (row) => row.actor_name ?? t('系统或访客', 'System or visitor'),
                },
                {
                  key: 'action',
                  label: t('做了什么', 'Action'),
                  cell: (row) => (
                    <button type="button" className="link" onClick={() => setShown(row)}>
                      {auditActionWords(row.action)[preferences().language]}
                    </button>
                  ),
                },
                { key: 'organization', label: t('组织', 'Organisation'), cell: (row) => row.organization_name ?? '' },
                {
                  key: 'permission',
                  label: t('凭什么', 'By permission'),
                  cell: (row) => <span className="soft">{row.permission ?? t('本人', 'Own data')}</span>,
                },
                { key: 'reason', label: t('理由', 'Reason'), cell: (row) => row.reason ?? '' },
                {
                  key: 'request',
                  label: t('编号', 'Request'),
                  right: true,
                  hidden: true,
                  cell: (row) => row.request_id,
                },
              ]}
              {...(pages.rows.length === 0
                ? {
                    state: (
                      <Empty title={t('没有符合条件的记录', 'No event matches')}>
                        {t('换个条件或日期再看。', 'Change the filters or dates.')}
                      </Empty>
                    ),
                  }
                : {})}
            />
          )}
        </Reading>
      </div>
      <Dialog
        open={shown !== null}
        title={shown === null ? '' : auditActionWords(shown.action)[preferences().language]}
        onClose={() => setShown(null)}
      >
        {shown && (
          <KeyValues
            rows={[
              { key: t('时间', 'When'), value: longMoment(shown.at) },
              { key: t('谁', 'Who'), value: shown.actor_name ?? '' },
              { key: t('对象', 'Subject'), value: `${shown.subject_type} ${shown.subject_id}` },
              { key: t('原来', 'Before'), value: <Values of={shown.before} /> },
              { key: t('之后', 'After'), value: <Values of={shown.after} /> },
              { key: t('理由', 'Reason'), value: shown.reason ?? '' },
              { key: t('编号', 'Request'), value: shown.request_id },
            ]}
          />
        )}
      </Dialog>
    </Page>
  );
}

function Values({ of }: { of: unknown }) {
  if (typeof of !== 'object' || of === null) return null;
  return (
    <>
      {Object.entries(of).map(([key, value]) => (
        <span key={key} style={{ display: 'block' }}>
          {key}：{typeof value === 'object' ? JSON.stringify(value) : String(value)}
        </span>
      ))}
    </>
  );
}

function pick(filters: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])));
}
