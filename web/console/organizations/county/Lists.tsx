import { useState } from 'react';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { listNames, type ListName } from '../../../../domain/organizations/list-names.ts';
import { useRead } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Chips } from '../../../ui/Chips.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { shortDay, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../tree/OrganizationTree.tsx';
import { useChosen } from '../tree/use-chosen.ts';
import { Page } from '../../Page.tsx';
import { AsOfDay, PastDay } from './AsOfDay.tsx';
import { SelectionDialog } from './SelectionDialog.tsx';
import { SurveyDialog } from './SurveyDialog.tsx';

const words = (): Readonly<Record<ListName, string>> => ({
  without_watcher: t('划片盯县', 'Areas and watchers'),
  policy_sheets: t('一县一策', 'Policy sheets'),
  without_contact_officer: t('对接联系人', 'Contact officers'),
  unregistered: t('民政登记', 'Civil registration'),
  league_duty: t('组织内建团', 'League inside'),
  brigades: t('志愿服务大队', 'Brigades'),
  meetings_overdue: t('法定会议', 'Statutory meetings'),
  unpaired_communities: t('与社区结对', 'Paired communities'),
  levels_without_service: t('三级服务体系', 'Three-level system'),
  demonstration: t('示范组织库', 'Demonstration library'),
  pilot_units: t('试点单位', 'Pilot units'),
  pilot_communities: t('试点社区', 'Pilot communities'),
  bottlenecks: t('堵点', 'Bottlenecks'),
  visits: t('实地调研', 'Field visits'),
  surveys: t('摸底问卷', 'Surveys'),
  standardisation: t('规范化建设', 'Standardisation'),
  corrections: t('自查整改', 'Corrections'),
  guidance: t('分类指导', 'Guidance'),
  mechanism: t('机制分工', 'Mechanism'),
  directions: t('服务方向', 'Service directions'),
  dissolved: t('已撤销', 'Dissolved'),
});

/** A named question about everything below an organisation, each with its denominator. */
export default function Lists() {
  const { chosen, choose } = useChosen();
  const { filters } = useFilters();
  const list = (listNames as readonly string[]).includes(filters['list'] ?? '')
    ? (filters['list'] as ListName)
    : 'without_watcher';
  const [open, setOpen] = useState(false);
  const read = useRead(
    '/api/organization-lists/{list}',
    { path: { list }, query: { organization_id: chosen ?? '', ...(filters['on'] ? { on: filters['on'] } : {}) } },
    { enabled: chosen !== undefined, keepPrevious: true },
  );
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      <PageHead
        title={words()[list]}
        crumbs={[
          {
            words: t('台账', 'County overview'),
            href: organizationsDesk.countyOverview({ at: chosen }),
          },
          { words: t('清单', 'Lists') },
        ]}
        actions={
          <>
            {read.data && chosen !== undefined && (
              <ExportList
                list={list}
                at={chosen}
                rows={read.data.rows.filter((row) => matches(row, filters['q'])).length}
              />
            )}
            <LinkButton href={organizationsDesk.surveys({ at: chosen })}>
              {t('问卷答复', 'Answers to surveys')}
            </LinkButton>
            <LinkButton href={organizationsDesk.selections({ at: chosen })}>{t('历次评选', 'Decisions')}</LinkButton>
            {((list === 'surveys' && read.data?.can.survey) || (list === 'demonstration' && read.data?.can.select)) && (
              <Button kind="do" onClick={() => setOpen(true)}>
                {list === 'surveys' ? t('发摸底问卷', 'Send a survey') : t('评选示范组织', 'Choose the library')}
              </Button>
            )}
          </>
        }
      >
        <PastDay />
        {read.data && (
          <Figures>
            <FigureCard
              name={read.data.is_choice ? t('候选', 'Candidates') : t('全部', 'All')}
              value={String(read.data.denominator)}
            />
            <FigureCard
              name={read.data.is_choice ? t('选定', 'Chosen') : t('已落实', 'In place')}
              value={String(read.data.counted)}
              beside={read.data.share}
              note={t(`分母是 ${read.data.denominator}`, `of ${read.data.denominator}`)}
            />
            {!read.data.is_choice && (
              <FigureCard
                gap
                name={t('还差', 'Missing')}
                value={String(Math.max(0, read.data.denominator - read.data.counted))}
                note={read.data.by
                  .slice(0, 4)
                  .map((one) => `${one.name} ${one.count}`)
                  .join(t('，', ', '))}
              />
            )}
          </Figures>
        )}
      </PageHead>
      <div className="filt">
        <Chips
          filters={[
            {
              name: 'list',
              label: t('清单', 'List'),
              all: words().without_watcher,
              options: listNames
                .filter((value) => value !== 'without_watcher')
                .map((value) => ({ value, label: words()[value] })),
            },
          ]}
        />
        <AsOfDay />
        <span className="sp" />
        <SearchBox label={t('在清单里找', 'Find in this list')} />
      </div>
      <div className="block">
        {chosen !== undefined && (
          <Reading of={read} what={words()[list]}>
            {(answer) => (
              <DataTable
                name={`list-${list}`}
                label={words()[list]}
                rows={answer.rows.filter((row) => matches(row, filters['q']))}
                rowKey={(row) => `${row.organization_id}${row.detail}${row.on ?? ''}`}
                rowHref={(row) => organizationsDesk.organizations({ at: row.organization_id })}
                hot={(row) => row.state === 'late'}
                columns={[
                  { key: 'name', label: t('组织', 'Organisation'), cell: (row) => row.organization_name },
                  { key: 'place', label: t('所在', 'Place'), cell: (row) => <span className="soft">{row.place}</span> },
                  {
                    key: 'state',
                    label: t('状态', 'State'),
                    cell: (row) => (row.state === 'none' ? '' : <Tag state={row.state}>{stateWords(row.state)}</Tag>),
                  },
                  { key: 'detail', label: t('情况', 'What is so'), cell: (row) => row.detail },
                  {
                    key: 'on',
                    label: t('日期', 'Date'),
                    right: true,
                    cell: (row) => (row.on === null ? '' : shortDay(row.on)),
                  },
                ]}
                {...(answer.rows.some((row) => matches(row, filters['q']))
                  ? {}
                  : answer.rows.length > 0
                    ? {
                        state: (
                          <Empty title={t('没有符合的行', 'No row matches')}>
                            {t('换个词，或清除后看全部。', 'Try another word, or clear it to see all.')}
                          </Empty>
                        ),
                      }
                    : {
                        state: (
                          <Empty title={t('这里还没有内容', 'Nothing here yet')}>
                            {t('下级登记以后，会列在这里。', 'It fills as units below record.')}
                          </Empty>
                        ),
                      })}
              />
            )}
          </Reading>
        )}
      </div>
      {open && chosen !== undefined && list === 'surveys' && (
        <SurveyDialog organizationId={chosen} onClose={() => setOpen(false)} />
      )}
      {open && chosen !== undefined && list === 'demonstration' && (
        <SelectionDialog organizationId={chosen} onClose={() => setOpen(false)} />
      )}
    </Page>
  );
}

function ExportList({ list, at, rows }: { list: ListName; at: string; rows: number }) {
  const { filters } = useFilters();
  const query = new URLSearchParams({
    organization_id: at,
    ...(filters['on'] ? { on: filters['on'] } : {}),
    ...(filters['q'] ? { words: filters['q'] } : {}),
  });
  return (
    <LinkButton icon="download" download href={`/api/organization-lists/${list}/export?${query.toString()}`}>
      {t(`导出 ${rows} 行`, `Export ${rows} rows`)}
    </LinkButton>
  );
}

/** A word of what stands in the row: the organisation, its place, or what is so. */
function matches(
  row: { organization_name: string; place: string; detail: string },
  words: string | undefined,
): boolean {
  return (
    words === undefined ||
    `${row.organization_name} ${row.place} ${row.detail}`.toLowerCase().includes(words.toLowerCase())
  );
}

function stateWords(state: 'ok' | 'due' | 'behind' | 'late'): string {
  return {
    ok: t('已落实', 'In place'),
    due: t('推进中', 'In progress'),
    behind: t('还缺', 'Missing'),
    late: t('逾期', 'Overdue'),
  }[state];
}
