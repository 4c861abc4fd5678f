import { useState } from 'react';
import { Link } from 'wouter';
import { principleNames, principles } from '../../../domain/projects/principles.ts';
import { stageNames, type Stage } from '../../../domain/projects/stages.ts';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Textarea, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { moment, number, shortDay, t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';
import { activityStates, categoryWords, stateTone, stateWords, topicsInWords, topicWords } from './names.ts';
import './projects.css';

type Project = Answer<'get', '/api/projects/{project_id}'>;

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
              crumbs={[{ words: t('项目', 'Projects'), href: '/projects' }, { words: project.title }]}
              beside={project.closing ? <Tag state="ok">{t('已结项', 'Closed')}</Tag> : project.organization_name}
              actions={
                <>
                  {project.can.edit && (
                    <LinkButton href={`/projects/${project.id}/edit`}>{t('修改', 'Edit')}</LinkButton>
                  )}
                  {project.can.write_activity && (
                    <LinkButton kind="do" icon="plus" href={`/projects/${project.id}/activities/new`}>
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
                      <Link href={`/organizations?at=${project.carried_by.id}`}>{project.carried_by.name_zh}</Link>
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
                notNow={each.problem ?? undefined}
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

function Closing({ project }: { project: Project }) {
  const [open, setOpen] = useState(false);
  const [summary, setSummary] = useState('');
  const [praised, setPraised] = useState('');
  const close = useWrite('put', '/api/projects/{project_id}/closing', ['/api/projects/{project_id}', '/api/projects']);
  if (project.closing !== null) {
    return (
      <>
        <h2 className="title">{t('总结表扬', 'Summary and praise')}</h2>
        <p className="prose">{project.closing.summary}</p>
        {project.closing.praised !== '' && (
          <p className="prose">{t(`表扬：${project.closing.praised}`, `Praised: ${project.closing.praised}`)}</p>
        )}
        <p className="mute">
          {shortDay(project.closing.closed_at)} {project.closing.closed_by_name}
        </p>
      </>
    );
  }
  if (!project.can.close)
    return project.close_problem === null ? null : (
      <p className="soft">
        {t('结项：', 'Closing: ')}
        {project.close_problem}
      </p>
    );
  async function send(): Promise<void> {
    if (await close.send({ path: { project_id: project.id }, body: { summary, praised } })) setOpen(false);
  }
  return (
    <>
      <p>
        <Button onClick={() => setOpen(true)}>{t('写总结并结项', 'Write the summary and close')}</Button>
      </p>
      <Dialog open={open} title={t('结项', 'Close the project')} onClose={() => setOpen(false)}>
        <Form problem={close.problem} onSubmit={() => void send()}>
          <Textarea name="summary" label={t('总结', 'Summary')} rows={6} value={summary} onChange={setSummary} />
          <Textarea name="praised" label={t('表扬', 'Praise')} optional value={praised} onChange={setPraised} />
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t('先不结', 'Not yet')}</Button>
            <Button kind="end" type="submit" running={close.running}>
              {t('结项', 'Close the project')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
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
                <Link href={`/projects/activities/${activity.id}`}>{activity.title}</Link>{' '}
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

/** P38 伙伴计划 */
function Partners({ project }: { project: Project }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [contribution, setContribution] = useState('');
  const link = useWrite('post', '/api/projects/{project_id}/partners', ['/api/projects/{project_id}']);
  async function send(): Promise<void> {
    if (await link.send({ path: { project_id: project.id }, body: { name, contribution } })) {
      setOpen(false);
      setName('');
      setContribution('');
    }
  }
  return (
    <>
      <h2 className="title">{t('伙伴计划', 'Partners')}</h2>
      {project.partners.length === 0 ? (
        <p className="mute">{t('还没有伙伴。', 'No partners yet.')}</p>
      ) : (
        <KeyValues
          rows={project.partners.map((partner) => ({
            key: partner.name,
            value: partner.contribution,
            note: shortDay(partner.linked_at),
          }))}
        />
      )}
      {project.can.link_partner && (
        <p>
          <Button icon="plus" onClick={() => setOpen(true)}>
            {t('加一个伙伴', 'Add a partner')}
          </Button>
        </p>
      )}
      <Dialog open={open} title={t('加一个伙伴', 'Add a partner')} onClose={() => setOpen(false)}>
        <Form problem={link.problem} onSubmit={() => void send()}>
          <TextInput name="name" label={t('伙伴名称', 'Partner')} value={name} onChange={setName} />
          <TextInput
            name="contribution"
            label={t('支持什么', 'What they contribute')}
            value={contribution}
            onChange={setContribution}
          />
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t('先不加', 'Not now')}</Button>
            <Button kind="do" type="submit" running={link.running}>
              {t('加为伙伴', 'Add the partner')}
            </Button>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
