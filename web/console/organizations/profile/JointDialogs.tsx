import { useState } from 'react';
import { addDays, businessDate } from '../../../../domain/time.ts';
import { mayAct } from '../../../../domain/organizations/mechanism.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Select, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { Matter, MechanismPage } from './mechanism-page.ts';

export type JointAction = 'plan' | 'urge' | 'report';
const refreshed = [
  '/api/organizations/{organization_id}/mechanism',
  '/api/organizations/{organization_id}/profile',
  '/api/me/asked-of-organizations',
] as const;
type Props = {
  organizationId: string;
  units: MechanismPage['units'];
  action: JointAction;
  urged?: Matter;
  onClose: () => void;
};

export function JointDialog({ organizationId, units, action, urged, onClose }: Props) {
  const today = businessDate(new Date());
  const [title, setTitle] = useState(urged?.title ?? '');
  const [text, setText] = useState('');
  const [due_on, setDue] = useState(addDays(today, 14));
  const [occurred_on, setOccurred] = useState(today);
  const [unit_id, setUnit] = useState('');
  const open = useWrite('post', '/api/organizations/{organization_id}/joint-matters', refreshed);
  const words = wordsOf(action);
  async function save(): Promise<void> {
    const common = { title, text };
    const body =
      action === 'plan'
        ? { action, ...common, due_on }
        : action === 'urge'
          ? { action, ...common, due_on, unit_id }
          : { action, ...common, occurred_on, ...(urged === undefined ? {} : { urged_by: urged.id }) };
    if (!(await open.send({ path: { organization_id: organizationId }, body }))) return;
    toast(words.done);
    onClose();
  }
  return (
    <Dialog open title={words.title} onClose={onClose}>
      <Form problem={open.problem} onSubmit={() => void save()}>
        {action === 'urge' && (
          <Select
            name="unit_id"
            label={t('督促哪个单位', 'Which unit')}
            value={unit_id}
            onChange={setUnit}
            empty={t('选一个单位', 'Choose a unit')}
            options={units
              .filter((unit) => unit.id !== organizationId && mayAct(unit.role, 'report'))
              .map((unit) => ({ value: unit.id, label: unit.name_zh }))}
          />
        )}
        <TextInput name="title" label={t('事项', 'Matter')} value={title} onChange={setTitle} />
        <Textarea name="text" label={words.text} value={text} onChange={setText} />
        {action === 'report' ? (
          <DateInput
            name="occurred_on"
            max={today}
            label={t('截至', 'As of')}
            value={occurred_on}
            onChange={setOccurred}
          />
        ) : (
          <DateInput name="due_on" min={today} label={t('期限', 'Deadline')} value={due_on} onChange={setDue} />
        )}
        <div className="actions">
          <Button onClick={onClose}>{t('先不办', 'Not now')}</Button>
          <Button
            kind="do"
            type="submit"
            running={open.running}
            disabledReason={action === 'urge' && unit_id === '' ? t('先选单位', 'choose the unit first') : undefined}
          >
            {words.title}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function wordsOf(action: JointAction): { title: string; text: string; done: string } {
  switch (action) {
    case 'plan':
      return {
        title: t('制定计划', 'Make a plan'),
        text: t('怎么做、谁来做', 'What is done, and by whom'),
        done: t('计划已报，等牵头单位审定', 'Planned; the leading unit approves it'),
      };
    case 'urge':
      return {
        title: t('督促一个单位', 'Urge a unit'),
        text: t('要求', 'What is asked'),
        done: t('已督促，对方会收到消息', 'Urged; the unit is told'),
      };
    case 'report':
      return {
        title: t('报送进展', 'Report progress'),
        text: t('进展情况', 'Progress'),
        done: t('进展已报送', 'Reported'),
      };
  }
}

export function ApproveDialog({
  organizationId,
  matter,
  onClose,
}: {
  organizationId: string;
  matter: Matter;
  onClose: () => void;
}) {
  const [outcome, setOutcome] = useState('');
  const approve = useWrite('post', '/api/joint-plans/{task_id}/approval', refreshed);
  async function save(): Promise<void> {
    if (!(await approve.send({ path: { task_id: matter.id }, body: { organization_id: organizationId, outcome } })))
      return;
    toast(t('计划已审定', 'Approved'));
    onClose();
  }
  return (
    <Dialog open title={t(`审定：${matter.title}`, `Approve: ${matter.title}`)} onClose={onClose}>
      <Form problem={approve.problem} onSubmit={() => void save()}>
        <p>{matter.text}</p>
        <Textarea name="outcome" label={t('审定意见', 'Decision')} value={outcome} onChange={setOutcome} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不审', 'Not now')}</Button>
          <Button kind="do" type="submit" running={approve.running}>
            {t('审定计划', 'Approve the plan')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
