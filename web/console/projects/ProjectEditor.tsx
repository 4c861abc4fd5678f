import { useState } from 'react';
import { projectsDesk } from '../../../domain/projects/paths.ts';
import { ownDesk } from '../../../domain/paths.ts';
import { useGo, useSearch } from '../../ui/navigation.tsx';
import type { Category } from '../../../domain/projects/categories.ts';
import { useWrite } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { NumberInput, Select, Textarea, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Forbidden } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { categoryOptions } from './names.ts';
import { PrincipleAnswers } from './activities/PrincipleAnswers.tsx';
import { TopicPicker } from './activities/TopicPicker.tsx';
import type { Draft, Project } from './project-draft.ts';

export function Editor({ initial, project }: { initial: Draft; project?: Project }) {
  const converted = new URLSearchParams(useSearch());
  const activity_ids = converted.get('activities')?.split(',') ?? [];
  const [draft, setDraft] = useState<Draft>({ ...initial, title: initial.title || (converted.get('title') ?? '') });
  const [organization_id, setOrganization] = useState('');
  const me = useMe();
  const go = useGo();
  const create = useWrite('post', '/api/projects', ['/api/projects']);
  const edit = useWrite('put', '/api/projects/{project_id}', ['/api/projects/{project_id}', '/api/projects']);
  const convert = useWrite('post', '/api/project-conversions', ['/api/projects', '/api/repeated-activities']);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const desks = (me.data?.grants ?? []).filter((grant) => grant.permissions.includes('projects.write'));
  const organization = organization_id || (converted.get('organization_id') ?? desks[0]?.organization_id ?? '');
  const { budget_yuan, ...rest } = draft;
  const proposal = { ...rest, budget_fen: budget_yuan.trim() === '' ? null : Math.round(Number(budget_yuan) * 100) };
  async function send(): Promise<void> {
    if (project) {
      if (await edit.send({ path: { project_id: project.id }, body: proposal }))
        go(projectsDesk.project({ project_id: project.id }));
      return;
    }
    const made =
      activity_ids.length > 0
        ? await convert.send({ body: { ...proposal, activity_ids } })
        : await create.send({ body: { ...proposal, organization_id: organization } });
    if (made) go(projectsDesk.project({ project_id: made.id }));
  }
  const title = project
    ? t('修改项目', 'Edit the project')
    : activity_ids.length > 0
      ? t('活动转为项目', 'Turn activities into a project')
      : t('立项', 'Propose a project');
  if (me.data && desks.length === 0)
    return (
      <Forbidden
        title={t('您没有立项的权限', 'You may not propose projects')}
        action={<LinkButton href={ownDesk.home()}>{t('回首页', 'To the start page')}</LinkButton>}
      />
    );
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ words: t('项目', 'Projects'), href: projectsDesk.projects() }, { words: title }]}
      />
      <div className="block narrow">
        <Form problem={create.problem ?? edit.problem ?? convert.problem} onSubmit={() => void send()} label={title}>
          {activity_ids.length > 0 && (
            <p>
              {t(
                `${activity_ids.length} 场活动会挂到新项目下面，报名和时数都不变。`,
                `${activity_ids.length} activities will hang below the new project; sign-ups and hours stay.`,
              )}
            </p>
          )}
          <TextInput
            name="title"
            label={t('项目名称', 'Project name')}
            value={draft.title}
            maxLength={80}
            onChange={(value) => set({ title: value })}
          />
          <div className="form-grid">
            {!project && activity_ids.length === 0 && (
              <Select
                name="organization_id"
                label={t('组织', 'Unit')}
                value={organization}
                onChange={setOrganization}
                options={desks.map((desk) => ({ value: desk.organization_id, label: desk.organization_name }))}
              />
            )}
            <Select
              name="category"
              label={t('类别', 'Category')}
              value={draft.category}
              onChange={(value) => set({ category: value as Category })}
              options={categoryOptions()}
            />
            <TextInput
              name="beneficiaries"
              label={t('服务对象', 'Beneficiaries')}
              optional
              value={draft.beneficiaries}
              onChange={(value) => set({ beneficiaries: value })}
            />
            <NumberInput
              name="budget_fen"
              label={t('预算', 'Budget')}
              optional
              unit={t('元', 'CNY')}
              value={draft.budget_yuan}
              onChange={(value) => set({ budget_yuan: value })}
            />
          </div>
          <Textarea name="aim" label={t('目标', 'Aim')} value={draft.aim} onChange={(value) => set({ aim: value })} />
          <Textarea
            name="plan"
            label={t('计划', 'Plan')}
            value={draft.plan}
            onChange={(value) => set({ plan: value })}
          />
          <fieldset className="form-part">
            <legend>{t('三条原则，都要回答', 'Three principles, all to be answered')}</legend>
            <PrincipleAnswers value={draft.principles} onChange={(answers) => set({ principles: answers })} />
          </fieldset>
          <fieldset className="form-part">
            <legend>{t('品牌', 'Brand')}</legend>
            <div className="form-grid">
              <TextInput
                name="brand"
                label={t('品牌名称', 'Brand name')}
                optional
                value={draft.brand}
                maxLength={40}
                onChange={(value) => set({ brand: value })}
              />
              <Checkbox
                name="is_national"
                label={t('承办的全国性项目', 'A national project hosted here')}
                checked={draft.is_national}
                onChange={(value) => set({ is_national: value })}
              />
            </div>
            {draft.brand !== '' && (
              <fieldset className="form-part">
                <legend className="unseen">{t('服务范围', 'Scope')}</legend>
                <p className="hint">
                  {t(
                    '品牌只发布这些类别的活动；不选就不限。',
                    'The brand publishes these categories only; none chosen means no limit.',
                  )}
                </p>
                <div className="tick-grid">
                  {categoryOptions().map((option) => (
                    <Checkbox
                      key={option.value}
                      name={`scope-${option.value}`}
                      label={option.label}
                      checked={draft.brand_scope.includes(option.value)}
                      onChange={(on) =>
                        set({
                          brand_scope: on
                            ? [...draft.brand_scope, option.value]
                            : draft.brand_scope.filter((each) => each !== option.value),
                        })
                      }
                    />
                  ))}
                </div>
              </fieldset>
            )}
          </fieldset>
          <TopicPicker
            organization_id={project?.organization_id ?? organization}
            value={draft.topics}
            onChange={(topics) => set({ topics })}
            category={null}
          />
          <div className="actions">
            <Button kind="do" type="submit" large running={create.running || edit.running || convert.running}>
              {project ? t('保存修改', 'Save') : t('立项', 'Propose')}
            </Button>
          </div>
        </Form>
      </div>
    </>
  );
}
