import type { Address } from '../../../../domain/address.ts';
import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { useRead } from '../../../api/query.ts';
import { LinkButton } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, moment, t } from '../../../ui/words.ts';
import { OrganizationTree } from '../tree/OrganizationTree.tsx';
import { useChosen } from '../tree/use-chosen.ts';
import { Page } from '../../Page.tsx';

/** G13: the surveys that were sent, and every answer to one of them in one table. */
export default function Surveys() {
  const { chosen, choose } = useChosen();
  const { filters } = useFilters();
  const survey = filters['survey'];
  const crumbs = [
    { words: t('台账', 'County overview'), href: organizationsDesk.countyOverview({ at: chosen }) },
    {
      words: t('摸底问卷', 'Surveys'),
      href: organizationsDesk.lists({ list: 'surveys', at: chosen }),
    },
  ];
  return (
    <Page tree={<OrganizationTree value={chosen} onChoose={choose} />}>
      {survey !== undefined ? (
        <Answers surveyId={survey} crumbs={crumbs} />
      ) : (
        <>
          <PageHead title={t('问卷答复', 'Answers to surveys')} crumbs={[...crumbs, { words: t('答复', 'Answers') }]} />
          <div className="block">{chosen !== undefined && <Sent at={chosen} />}</div>
        </>
      )}
    </Page>
  );
}

function Sent({ at }: { at: string }) {
  const read = useRead('/api/surveys', { query: { organization_id: at } }, { keepPrevious: true });
  return (
    <Reading of={read} what={t('问卷', 'the surveys')}>
      {({ rows }) => (
        <DataTable
          name="surveys"
          label={t('问卷', 'Surveys')}
          rows={rows}
          rowKey={(row) => row.survey_id}
          total={rows.length}
          columns={[
            {
              key: 'title',
              label: t('问卷', 'Survey'),
              cell: (row) => (
                <Link className="nm" href={organizationsDesk.surveys({ at, survey: row.survey_id })}>
                  {row.title}
                </Link>
              ),
            },
            { key: 'from', label: t('谁发的', 'From'), cell: (row) => row.from },
            { key: 'sent', label: t('发出', 'Sent'), cell: (row) => moment(row.sent_at) },
            { key: 'due', label: t('期限', 'Due'), cell: (row) => longDay(row.due_on) },
            {
              key: 'answered',
              label: t('已答', 'Answered'),
              right: true,
              cell: (row) => (
                <span className="fig">
                  {row.answered} / {row.counties}
                </span>
              ),
            },
          ]}
          {...(rows.length === 0
            ? {
                state: (
                  <Empty title={t('还没有发过问卷', 'No survey yet')}>
                    {t('在“摸底问卷”清单里发一份。', 'Send one from the list of surveys.')}
                  </Empty>
                ),
              }
            : {})}
        />
      )}
    </Reading>
  );
}

function Answers({ surveyId, crumbs }: { surveyId: string; crumbs: readonly { words: string; href: Address }[] }) {
  const read = useRead('/api/surveys/{survey_id}', { path: { survey_id: surveyId } });
  return (
    <Reading of={read} what={t('答复', 'the answers')}>
      {(answer) => (
        <>
          <PageHead
            title={answer.title}
            crumbs={[...crumbs, { words: t('答复', 'Answers') }]}
            beside={t(
              `${longDay(answer.due_on)}前，已答 ${answer.answered} / ${answer.rows.length}`,
              `due ${longDay(answer.due_on)}, ${answer.answered} of ${answer.rows.length} answered`,
            )}
            actions={
              <LinkButton icon="download" download href={`/api/surveys/${surveyId}/workbook`}>
                {t(`导出 ${answer.rows.length} 行`, `Export ${answer.rows.length} rows`)}
              </LinkButton>
            }
          />
          <div className="block">
            <DataTable
              name="survey-answers"
              label={t('各县答复', 'Answers by county')}
              rows={answer.rows}
              rowKey={(row) => row.county_id}
              total={answer.rows.length}
              rowHref={(row) => organizationsDesk.organizations({ at: row.county_id, part: 'tasks' })}
              columns={[
                { key: 'county', label: t('县（市、区）', 'County'), cell: (row) => row.county_name },
                { key: 'city', label: t('地市', 'City'), cell: (row) => <span className="soft">{row.city_name}</span> },
                {
                  key: 'on',
                  label: t('答复', 'Answered'),
                  cell: (row) =>
                    row.answered_on === null ? (
                      <Tag state="behind">{t('未答', 'Missing')}</Tag>
                    ) : (
                      <>
                        {longDay(row.answered_on)} <span className="soft">{row.answered_by_name}</span>
                      </>
                    ),
                },
                ...answer.questions.map((question, index) => ({
                  key: `q${index}`,
                  label: question,
                  cell: (row: (typeof answer.rows)[number]) => row.answers[index] ?? '',
                })),
              ]}
            />
          </div>
        </>
      )}
    </Reading>
  );
}
