import { useState } from 'react';
import { isAssociation, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { fileAddress } from '../../../api/file-address.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/States.tsx';
import { Tag, type State } from '../../../ui/Tag.tsx';
import { Timeline } from '../../../ui/Timeline.tsx';
import { shortDay, t } from '../../../ui/words.ts';
import type { OrganizationPage, RecordPage } from '../tree/organization-page.ts';
import { taskKindsFor, taskTitle, taskWords, type OpenableTask } from './task-forms.ts';
import { filesOf } from './files-of.ts';
import { SelfCheckDialog } from './SelfCheckDialog.tsx';
import { CloseDialog, NoteDialog, TaskDialog, type TaskShown } from './TaskDialog.tsx';

type Task = RecordPage['tasks'][number];

/** Steps, bottlenecks, corrections, meetings, visits, instructions: open ones first, with their contact log. */
export function Tasks({ page, record }: { page: OrganizationPage; record: RecordPage }) {
  const [opening, setOpening] = useState<OpenableTask | null>(null);
  const [closing, setClosing] = useState<TaskShown | null>(null);
  const [noting, setNoting] = useState<TaskShown | null>(null);
  const [checking, setChecking] = useState(false);
  const mayCheck = record.can.edit && isAssociation(page.organization.kind as OrganizationKind);
  const kinds = taskKindsFor(page.organization.kind).filter((kind) => record.may_open.includes(kind));
  return (
    <div className="org-record">
      {(kinds.length > 0 || mayCheck) && (
        <div className="org-openers">
          {mayCheck && (
            <Button icon="list" onClick={() => setChecking(true)}>
              {t('自查', 'Self-check')}
            </Button>
          )}
          {kinds.map((kind) => (
            <Button key={kind} icon="plus" onClick={() => setOpening(kind)}>
              {taskWords(kind)}
            </Button>
          ))}
        </div>
      )}
      {record.last_self_check && <p className="soft">{lastCheck(record.last_self_check)}</p>}
      {record.tasks.length === 0 && (
        <Empty title={t('还没有事项', 'Nothing here yet')}>
          {t('登记一个堵点、一次会议或一次调研。', 'Record a bottleneck, a meeting or a visit.')}
        </Empty>
      )}
      <Timeline
        events={record.tasks.map((task) => ({
          key: task.id,
          who: task.is_overdue ? 'hot' : task.closed_on === null ? 'open' : 'person',
          title: (
            <>
              {taskWords(task.kind)}
              {t('：', ': ')}
              {taskTitle(task)} <Tag state={stateOf(task)}>{stateWords(task)}</Tag>
            </>
          ),
          time: task.occurred_on
            ? shortDay(task.occurred_on)
            : task.due_on
              ? t(`期限 ${shortDay(task.due_on)}`, `due ${shortDay(task.due_on)}`)
              : shortDay(task.opened_at),
          children: (
            <TaskBody
              task={task}
              documents={record.documents}
              onClose={() => setClosing(task)}
              onNote={() => setNoting(task)}
            />
          ),
        }))}
      />
      <TaskDialog
        organizationId={page.organization.id}
        kind={opening}
        documents={record.documents}
        onClose={() => setOpening(null)}
      />
      <CloseDialog
        organizationId={page.organization.id}
        task={closing}
        documents={record.documents}
        onClose={() => setClosing(null)}
      />
      {checking && (
        <SelfCheckDialog
          organizationId={page.organization.id}
          follows={record.follows}
          onClose={() => setChecking(false)}
        />
      )}
      <NoteDialog task={noting} onClose={() => setNoting(null)} />
    </div>
  );
}

function lastCheck({ on, by_name: name, items, failed }: NonNullable<RecordPage['last_self_check']>): string {
  const who = name === null ? '' : t(`，${name}`, ` by ${name}`);
  return t(
    `上次自查 ${shortDay(on)}${who}：${items} 项，${failed === 0 ? '都做到了' : `${failed} 项列入整改`}`,
    `Last self-check ${shortDay(on)}${who}: ${items} items, ${failed === 0 ? 'all in place' : `${failed} to correct`}`,
  );
}

type BodyProps = { task: Task; documents: RecordPage['documents']; onClose: () => void; onNote: () => void };

function TaskBody({ task, documents, onClose, onNote }: BodyProps) {
  const words = ['text', 'findings', 'advice'].flatMap((key) =>
    typeof task.body[key] === 'string' ? [String(task.body[key])] : [],
  );
  const answers = task.body['answers'];
  return (
    <>
      {words.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {typeof answers === 'object' &&
        answers !== null &&
        Object.entries(answers).map(([question, answer]) => (
          <p key={question}>
            {question}
            {t('：', ': ')}
            {String(answer)}
          </p>
        ))}
      {task.outcome && (
        <p>
          {t(`结果：${task.outcome}`, `Outcome: ${task.outcome}`)}
          {task.closed_by_name && t(`，${task.closed_by_name}办结`, `, closed by ${task.closed_by_name}`)}
        </p>
      )}
      {task.notes.map((note) => (
        <p key={note.at + note.text} className="mute">
          {shortDay(note.at)} {note.counterpart}
          {t('：', ': ')}
          {note.text}
          {note.recorded_by_name && t(`（${note.recorded_by_name}）`, ` (${note.recorded_by_name})`)}
        </p>
      ))}
      {task.document_id && task.is_document_withdrawn && (
        <p className="soft">{t('材料已撤回', 'The document was withdrawn')}</p>
      )}
      {task.document_id && !task.is_document_withdrawn && (
        <p>
          {filesOf(documents, task.document_id).map((file) => (
            <a key={file.id} href={fileAddress(file)} download={file.file_name}>
              {t('看材料', 'Open the document')}
            </a>
          ))}
        </p>
      )}
      {task.closed_on === null && (
        <p className="org-acts">
          {task.can.close && (
            <button type="button" className="link" onClick={onClose}>
              {t('办结', 'Close')}
            </button>
          )}
          {task.can.note && (
            <button type="button" className="link" onClick={onNote}>
              {t('记一次沟通', 'Record a talk')}
            </button>
          )}
        </p>
      )}
    </>
  );
}

function stateOf(task: Task): State {
  if (task.closed_on !== null) return 'ok';
  return task.is_overdue ? 'late' : 'due';
}

function stateWords(task: Task): string {
  if (task.closed_on !== null) return t('已办结', 'Closed');
  return task.is_overdue ? t('逾期', 'Overdue') : t('办理中', 'Open');
}
