import { useState } from 'react';
import { projectsDesk } from '../../../../domain/projects/paths.ts';
import { useGo } from '../../../ui/navigation.tsx';
import type { Category } from '../../../../domain/projects/categories.ts';
import type { CheckInKind } from '../../../../domain/projects/publishing-checks.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { NumberInput, Select, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { t } from '../../../ui/words.ts';
import { bodyOf, type ActivityDraft } from './activity-draft.ts';
import { categoryOptions } from '../names.ts';
import { LeadersField } from './LeadersField.tsx';
import { ShiftsField } from './ShiftsField.tsx';
import { TopicPicker } from './TopicPicker.tsx';
import { useShifts } from './use-shifts.ts';
import type { NewProject } from './NewProject.tsx';
import { Where, Who, Risk } from './ActivityParts.tsx';

const checkInWords: Readonly<Record<CheckInKind, () => string>> = {
  rotating_code: () => t('扫队长屏幕上的动态码', 'Scan the rotating code'),
  staff_scan: () => t('队长扫志愿者的卡', 'The leader scans the card'),
  short_code: () => t('输入短码', 'Type the short code'),
  self_located: () => t('自行定位（100 人以上）', 'Self-located (100 people or more)'),
};
type EditorProps = {
  initial: ActivityDraft;
  activity_id?: string;
  project: { id: string; title: string; organization_id: string };
  begins?: NewProject;
};

export function Editor({ initial, activity_id, project, begins }: EditorProps) {
  const [draft, setDraft] = useState(initial);
  const list = useShifts(initial.shifts);
  const go = useGo();
  const create = useWrite('post', '/api/activities', ['/api/activities', '/api/projects/{project_id}']);
  const edit = useWrite('put', '/api/activities/{activity_id}', [
    '/api/activities/{activity_id}',
    '/api/activities',
    '/api/activities/{activity_id}/publishing',
  ]);
  const set = (change: Partial<ActivityDraft>) => setDraft((now) => ({ ...now, ...change }));
  const submit = useWrite('put', '/api/activities/{activity_id}/submission', [
    '/api/activities',
    '/api/my/first-steps',
  ]);
  async function send(): Promise<void> {
    const shifts = await list.taken();
    const project_id = shifts === undefined ? undefined : begins ? await begins.make(draft) : project.id;
    if (shifts === undefined || project_id === undefined) return;
    const body = bodyOf({ ...draft, shifts });
    const done =
      activity_id === undefined
        ? await create.send({ body: { project_id, ...body } })
        : await edit.send({ path: { activity_id }, body });
    if (!done) return;
    const id = activity_id ?? ('id' in done ? done.id : '');
    if (begins) await submit.send({ path: { activity_id: id }, body: {} }); // what a rule refuses stands on the activity's page
    go(projectsDesk.activity({ activity_id: id }));
  }
  const title = begins
    ? t('发起一场活动', 'Start an activity')
    : activity_id === undefined
      ? t('写一个活动', 'Write an activity')
      : t('修改活动', 'Edit the activity');
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { words: t('项目', 'Projects'), href: projectsDesk.projects() },
          ...(begins ? [] : [{ words: project.title, href: projectsDesk.project({ project_id: project.id }) }]),
          { words: title },
        ]}
      />
      <div className="block narrow">
        <Form problem={begins?.problem ?? create.problem ?? edit.problem} onSubmit={() => void send()} label={title}>
          <TextInput
            name="title"
            label={t('活动名称', 'Name')}
            value={draft.title}
            maxLength={80}
            onChange={(value) => set({ title: value })}
          />
          <Select
            name="category"
            label={t('类别', 'Category')}
            value={draft.category}
            onChange={(value) => set({ category: value as Category })}
            options={categoryOptions()}
          />
          <Textarea
            name="description"
            label={t('做什么', 'What is done')}
            rows={4}
            value={draft.description}
            onChange={(value) => set({ description: value })}
          />
          {begins?.fields}
          <ShiftsField of={list} />
          <Where draft={draft} set={set} />
          <LeadersField leaders={draft.leaders} numbers={draft.leader_numbers} set={set} />
          <Who draft={draft} set={set} />
          <Risk draft={draft} set={set} />
          <TopicPicker
            organization_id={project.organization_id}
            value={draft.topics}
            onChange={(topics) => set({ topics })}
            category={draft.category}
          />
          <fieldset className="form-part">
            <legend>{t('签到', 'Check-in')}</legend>
            {(Object.keys(checkInWords) as CheckInKind[]).map((kind) => (
              <Checkbox
                key={kind}
                name={kind}
                label={checkInWords[kind]()}
                checked={draft.check_in_kinds.includes(kind)}
                onChange={(on) =>
                  set({
                    check_in_kinds: on
                      ? [...draft.check_in_kinds, kind]
                      : draft.check_in_kinds.filter((each) => each !== kind),
                  })
                }
              />
            ))}
            {draft.check_in_kinds.includes('self_located') && (
              <NumberInput
                name="fence_metres"
                label={t('签到范围', 'Fence')}
                unit={t('米', 'm')}
                min={50}
                value={draft.fence_metres}
                onChange={(value) => set({ fence_metres: value })}
              />
            )}
          </fieldset>
          <div className="actions">
            <Button kind="do" type="submit" large running={create.running || edit.running || submit.running}>
              {begins ? t('存好并发布', 'Save and publish') : t('存好，去看发布规则', 'Save and see the rules')}
            </Button>
          </div>
        </Form>
      </div>
    </>
  );
}
