import { useState } from 'react';
import { meetingKinds, meetingNames } from '../../../../domain/organizations/statutory.ts';
import { businessDate } from '../../../../domain/time.ts';
import type { Ask } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { DocumentChoice, useDocumentChoice } from './DocumentChoice.tsx';
import { bodyOf, FieldsOf, type Typed } from './FieldsOf.tsx';
import { taskForm, taskTitle, taskWords, type OpenableTask } from './task-forms.ts';

type Documents = readonly { readonly id: string; readonly title: string; readonly kind: string }[];
const refreshed = [
  '/api/organizations/{organization_id}/profile',
  '/api/me/asked-of-organizations',
  '/api/county-overview',
  '/api/organization-lists/{list}',
] as const;

type DialogProps = {
  organizationId: string;
  documents: Documents;
  onClose: () => void;
  /** What the form begins with. */ begin?: Typed;
};

export function TaskDialog({ kind, ...props }: DialogProps & { kind: OpenableTask | null }) {
  return (
    <Dialog
      open={kind !== null}
      title={kind === null ? '' : t(`登记${taskWords(kind)}`, `Record: ${taskWords(kind)}`)}
      onClose={props.onClose}
    >
      {kind !== null && <TaskForm kind={kind} {...props} />}
    </Dialog>
  );
}

function TaskForm({ organizationId, kind, documents, onClose, begin = {} }: DialogProps & { kind: OpenableTask }) {
  const [typed, setTyped] = useState<Typed>(begin);
  const fields = taskForm(kind);
  const rests = fields.find((field) => field.as === 'document');
  const choice = useDocumentChoice(organizationId, 'minutes');
  const open = useWrite('post', '/api/organizations/{organization_id}/tasks', refreshed);
  type Body = Ask<'post', '/api/organizations/{organization_id}/tasks'>['body'];
  async function save(): Promise<void> {
    const document_id = rests === undefined ? undefined : await choice.keep(minutesTitle(typed));
    if (rests !== undefined && document_id === undefined) return;
    const typedBody = bodyOf(
      fields.filter((field) => field.as !== 'document'),
      typed,
    );
    const body = {
      kind,
      body: rests === undefined ? typedBody : { ...typedBody, [rests.name]: document_id },
    } as unknown as Body; // checked by the contract of its kind
    if (!(await open.send({ path: { organization_id: organizationId }, body }))) return;
    toast(t(`${taskWords(kind)}已登记`, `${taskWords(kind)} recorded`));
    onClose();
  }
  return (
    <Form problem={choice.problem ?? open.problem} onSubmit={() => void save()}>
      <FieldsOf
        fields={fields.filter((field) => field.as !== 'document')}
        typed={typed}
        onChange={setTyped}
        nearId={organizationId}
      />
      {rests !== undefined && (
        <DocumentChoice
          name={`body.${rests.name}`}
          label={rests.label}
          choice={choice}
          documents={documents.filter((one) => one.kind === rests.kept_as)}
        />
      )}
      <div className="actions">
        <Button onClick={onClose}>{t('先不记', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={choice.running || open.running}
          disabledReason={
            rests !== undefined && !choice.isChosen
              ? t(`先上传${rests.label}`, `add the ${rests.label.toLowerCase()} first`)
              : undefined
          }
        >
          {t(`登记${taskWords(kind)}`, 'Record it')}
        </Button>
      </div>
    </Form>
  );
}

/** Under which title the minutes are kept: which meeting, and when. */
function minutesTitle(typed: Typed): string {
  const meeting = meetingKinds.find((one) => one === typed['meeting']);
  return [meeting === undefined ? '' : meetingNames[meeting].zh, String(typed['occurred_on'] ?? ''), '会议记录']
    .filter((part) => part !== '')
    .join(' ');
}

export type TaskShown = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Closes a task with its outcome; a survey is closed by its answers, a correction by its proof. */
export function CloseDialog({
  organizationId,
  task,
  documents,
  onClose,
}: {
  organizationId: string;
  task: TaskShown | null;
  documents: Documents;
  onClose: () => void;
}) {
  return (
    <Dialog
      open={task !== null}
      title={task === null ? '' : t(`办结：${task.title}`, `Close: ${taskTitle(task)}`)}
      onClose={onClose}
    >
      {task !== null && (
        <CloseForm organizationId={organizationId} task={task} documents={documents} onClose={onClose} />
      )}
    </Dialog>
  );
}

function CloseForm({
  organizationId,
  task,
  documents,
  onClose,
}: {
  organizationId: string;
  task: TaskShown;
  documents: Documents;
  onClose: () => void;
}) {
  const questions = Array.isArray(task.body['questions']) ? task.body['questions'].map(String) : [];
  const [on, setOn] = useState(businessDate(new Date()));
  const [outcome, setOutcome] = useState(questions.length > 0 ? t('已答', 'Answered') : '');
  const choice = useDocumentChoice(organizationId, 'proof');
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const close = useWrite('post', '/api/organization-tasks/{task_id}/closing', refreshed);
  async function save(): Promise<void> {
    const document = await choice.keep(t(`${task.title} 证明`, `Proof: ${task.title}`));
    if (document === undefined) return;
    const body = {
      closed_on: on,
      outcome,
      ...(document === '' ? {} : { document_id: document }),
      ...(questions.length > 0 ? { answers: { ...answers } } : {}),
    };
    if (!(await close.send({ path: { task_id: task.id }, body }))) return;
    toast(t('已办结', 'Closed'));
    onClose();
  }
  return (
    <Form problem={choice.problem ?? close.problem} onSubmit={() => void save()}>
      {questions.map((question) => (
        <TextInput
          key={question}
          name={`answers.${question}`}
          label={question}
          value={answers[question] ?? ''}
          onChange={(value) => setAnswers({ ...answers, [question]: value })}
        />
      ))}
      <DateInput
        name="closed_on"
        max={businessDate(new Date())}
        label={t('办结日期', 'Closed on')}
        value={on}
        onChange={setOn}
      />
      <Textarea name="outcome" label={t('结果', 'Outcome')} value={outcome} onChange={setOutcome} />
      <DocumentChoice
        name="document_id"
        label={t('证明材料', 'Proof')}
        optional={task.kind !== 'correction'}
        choice={choice}
        documents={documents.filter((one) => task.kind !== 'correction' || one.kind === 'proof')}
      />
      <div className="actions">
        <Button onClick={onClose}>{t('先不办结', 'Not now')}</Button>
        <Button kind="do" type="submit" running={choice.running || close.running}>
          {t('办结这一项', 'Close it')}
        </Button>
      </div>
    </Form>
  );
}

export function NoteDialog({ task, onClose }: { task: TaskShown | null; onClose: () => void }) {
  const [counterpart, setCounterpart] = useState('');
  const [text, setText] = useState('');
  const note = useWrite('post', '/api/organization-tasks/{task_id}/notes', refreshed);
  async function save(): Promise<void> {
    if (task === null || !(await note.send({ path: { task_id: task.id }, body: { counterpart, text } }))) return;
    toast(t('沟通情况已记下', 'The talk is recorded'));
    onClose();
  }
  return (
    <Dialog open={task !== null} title={t('记一次沟通', 'Record a talk')} onClose={onClose}>
      <Form problem={note.problem} onSubmit={() => void save()}>
        <TextInput
          name="counterpart"
          label={t('和谁沟通', 'With whom')}
          hint={t('例如县民政局、县文明办', 'For instance the civil affairs bureau')}
          value={counterpart}
          onChange={setCounterpart}
        />
        <Textarea name="text" label={t('谈了什么', 'What was said')} value={text} onChange={setText} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不记', 'Not now')}</Button>
          <Button kind="do" type="submit" running={note.running}>
            {t('记下沟通', 'Record the talk')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
