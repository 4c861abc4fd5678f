import { useState } from 'react';
import { useRead, useWrite } from '../../../api/query.ts';
import { useMe } from '../../../api/session.ts';
import { Select } from '../../../ui/Field.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { Empty } from '../../../ui/States.tsx';
import { t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { emptyActivity, type ActivityDraft } from './activity-draft.ts';
import { Editor } from './Editor.tsx';
import { PrincipleAnswers, type Answers } from './PrincipleAnswers.tsx';

/** An activity of its own: the project it belongs to is begun with it, under the same name, so that nothing is typed twice. */
export default function FirstActivity() {
  const { filters, setFilter } = useFilters();
  const me = useMe().data;
  const desks = (me?.grants ?? []).filter((grant) => grant.permissions.includes('projects.write'));
  const asked = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: filters['at'] ?? '' } },
    { enabled: filters['at'] !== undefined },
  ).data?.organization;
  const choices = [
    ...new Map(
      [
        ...(asked ? [{ id: asked.id, name: asked.name_zh }] : []),
        ...desks.map((desk) => ({ id: desk.organization_id, name: desk.organization_name })),
      ].map((one) => [one.id, one]),
    ).values(),
  ];
  const organization_id = filters['at'] ?? desks[0]?.organization_id;
  const [principles, setPrinciples] = useState<Answers>({ party_concern: '', social_need: '', within_reach: '' });
  const [made, setMade] = useState<string>();
  const create = useWrite('post', '/api/projects', ['/api/projects']);
  if (!me?.person) return <Page>{null}</Page>;
  if (organization_id === undefined)
    return (
      <Page>
        <div className="block">
          <Empty title={t('您还不能编写活动', 'You cannot write activities yet')}>
            {t(
              '请组织管理员授予“编写项目和活动”的角色。',
              'Ask the administrator of your unit for a role that writes projects and activities.',
            )}
          </Empty>
        </div>
      </Page>
    );

  /** Once only: when the activity itself is refused and sent again, the project stands already. */
  async function make({ title, category, description, topics }: ActivityDraft): Promise<string | undefined> {
    if (made !== undefined) return made;
    const project = await create.send({
      body: { organization_id: organization_id ?? '', title, category, aim: description, plan: '', principles, topics },
    });
    if (project) setMade(project.id);
    return project?.id;
  }
  const fields = (
    <fieldset className="form-part">
      <legend>{t('立项：三条原则，都要回答', 'The project: three principles, all to be answered')}</legend>
      {choices.length > 1 && (
        <Select
          name="organization_id"
          label={t('组织', 'Unit')}
          value={organization_id}
          onChange={(at) => setFilter({ at })}
          options={choices.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      <PrincipleAnswers value={principles} onChange={setPrinciples} />
    </fieldset>
  );
  const { id, name } = me.person;
  return (
    <Page>
      <Editor
        initial={{ ...emptyActivity, leaders: [{ id, name, stays: true }] }}
        project={{ id: '', title: '', organization_id }}
        begins={{ fields, problem: create.problem, make }}
      />
    </Page>
  );
}
