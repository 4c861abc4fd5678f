import { projectsDesk } from '../../../domain/projects/paths.ts';
import { organizationsDesk } from '../../../domain/organizations/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { principleNames, principles } from '../../../domain/projects/principles.ts';
import { stageNames, type Stage } from '../../../domain/projects/stages.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { moment, number, shortDay, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import { activityStates } from '../../../domain/projects/activity-states.ts';
import { categoryWords, stateTone, stateWords, topicsInWords, topicWords } from './names.ts';
import { Closing } from './Closing.tsx';
import { Partners } from './Partners.tsx';
import type { Project } from './project-shown.ts';
import './projects.css';

export default function ProjectPage({ params }: { params: Readonly<Record<string, string>> }) {
  const project_id = params['project_id'] ?? '';
  const read = useRead('/api/projects/{project_id}', { path: { project_id } });
  return (
    <Page>
      <Reading of={read} what={t('项目', 'the project')}>
        {(project) => (
          <>
            <PageHead
              title={project.title}
              crumbs={[{ words: t('项目', 'Projects'), href: projectsDesk.projects() }, { words: project.title }]}
              beside={project.closing ? <Tag state="ok">{t('已结项', 'Closed')}</Tag> : project.organization_name}
              actions={
                <>
                  {project.can.edit && (
                    <LinkButton href={projectsDesk.editProject({ project_id: project.id })}>
                      {t('修改', 'Edit')}
                    </LinkButton>
                  )}
                  {project.can.write_activity && (
                    <LinkButton kind="do" icon="plus" href={projectsDesk.newActivity({ project_id: project.id })}>
                      {t('写一个活动', 'Write an activity')}
                    </LinkButton>
                  )}
                </>
              }
            />
            <div className="block">
              <Stages project={project} />
              <Closing project={project} />
              <h2 className="title">{t('立项', 'Proposal')}</h2>
              <KeyValues
                rows={[
                  { key: t('类别', 'Category'), value: categoryWords(project.category) },
                  {
                    key: t('品牌', 'Brand'),
                    value: [project.brand, project.is_national ? t('全国性项目', 'national project') : '']
                      .filter((each) => each !== '')
                      .join(' · '),
                    note:
                      project.brand_scope.length > 0
                        ? t(
                            `服务范围：${project.brand_scope.map(categoryWords).join('、')}`,
                            `Scope: ${project.brand_scope.map(categoryWords).join(', ')}`,
                          )
                        : undefined,
                  },
                  {
                    key: t('承载的团组织', 'Carried by'),
                    value: project.carried_by && (
                      <Link href={organizationsDesk.organizations({ at: project.carried_by.id })}>
                        {project.carried_by.name_zh}
                      </Link>
                    ),
                  },
                  { key: t('对象', 'For'), value: project.beneficiaries },
                  { key: t('目标', 'Aim'), value: project.aim },
                  { key: t('计划', 'Plan'), value: project.plan },
                  {
                    key: t('预算', 'Budget'),
                    value:
                      project.budget_fen === null
                        ? ''
                        : t(`${number(project.budget_fen / 100)} 元`, `CNY ${number(project.budget_fen / 100)}`),
                  },
                  ...principles.map((each) => ({
                    key: t(principleNames[each].zh, principleNames[each].en),
                    value: project.principles[each],
                  })),
                  { key: t('主题', 'Topics'), value: topicsInWords(project.topics) },
                ]}
              />
              <h2 className="title">{t('活动', 'Activities')}</h2>
              <Activities project={project} />
              <Partners project={project} />
            </div>
          </>
        )}
      </Reading>
    </Page>
  );
}

/** P37: four stages in order; the button stands only at the next one, the others say why not yet. */
function Stages({ project }: { project: Project }) {
  const enter = useWrite('put', '/api/projects/{project_id}/stages/{stage}', [
    '/api/projects/{project_id}',
    '/api/projects',
  ]);
  async function go(stage: Stage): Promise<void> {
    const done = await enter.send({ path: { project_id: project.id, stage }, body: {} });
    if (done) toast(t(`已进入“${stageNames[stage].zh}”`, `Entered “${stageNames[stage].en}”`));
  }
  const next = project.stages.find((each) => each.entered_at === null)?.stage;
  return (
    <section aria-label={t('四个阶段', 'Four stages')}>
      <ol className="stage-list">
        {project.stages.map((each) => (
          <li key={each.stage}>
            <b>{t(stageNames[each.stage].zh, stageNames[each.stage].en)}</b>
            {each.entered_at !== null ? (
              <>
                <Tag state="ok">{t('已进入', 'Entered')}</Tag>
                <small>
                  {shortDay(each.entered_at)} {each.entered_by_name}
                </small>
              </>
            ) : (
              <Tag state="none">{t('未到', 'Not yet')}</Tag>
            )}
            {each.entered_at === null && project.can.enter_stage && (
              <Button
                kind={each.stage === next ? 'plain' : 'text'}
                running={enter.running}
                disabledReason={each.problem ?? undefined}
                onClick={() => void go(each.stage)}
              >
                {t('进入这一阶段', 'Enter this stage')}
              </Button>
            )}
            {each.problem !== null && project.can.enter_stage && <small>{each.problem}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Activities({ project }: { project: Project }) {
  if (project.activities.length === 0)
    return <p className="mute">{t('下面还没有活动。', 'No activities below it yet.')}</p>;
  return (
    <>
      {project.topic_counts.length > 0 && (
        <p className="chosen-list">
          {project.topic_counts.map((each) => (
            <span key={each.topic}>
              {topicWords(each.topic)} {each.activities}
            </span>
          ))}
        </p>
      )}
      <ul className="shift-lines">
        {project.activities.map((activity) => {
          const state = activityStates.find((each) => each === activity.state) ?? 'draft';
          return (
            <li key={activity.id} className="shift-line">
              <span>
                <Link href={projectsDesk.activity({ activity_id: activity.id })}>{activity.title}</Link>{' '}
                <span className="soft">{moment(activity.starts_at)}</span>
              </span>
              <span>
                {activity.seats_taken} / {activity.capacity} <Tag state={stateTone(state)}>{stateWords(state)}</Tag>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
