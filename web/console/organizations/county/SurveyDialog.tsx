import { useState } from 'react';
import { addDays, businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Textarea, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

/** G13: the same questions to every county below; who has not answered stays on the list. */
export function SurveyDialog({ organizationId, onClose }: { organizationId: string; onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [questions, setQuestions] = useState('');
  const [due_on, setDue] = useState(addDays(businessDate(new Date()), 14));
  const survey = useWrite('post', '/api/organizations/{organization_id}/surveys', [
    '/api/organization-lists/{list}',
    '/api/county-overview',
    '/api/surveys',
  ]);
  const asked = questions
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  async function send(): Promise<void> {
    const done = await survey.send({
      path: { organization_id: organizationId },
      body: { title, questions: asked, due_on },
    });
    if (done === undefined) return;
    onClose();
    toast(
      done.unreached.length === 0
        ? t(`问卷已发给 ${done.counties} 个县`, `Sent to ${done.counties} counties`)
        : t(
            `问卷已发给 ${done.counties} 个县；${done.unreached.length} 个县还没有人能收到：${done.unreached.slice(0, 5).join('、')}`,
            `Sent to ${done.counties} counties; nobody can receive it in ${done.unreached.length}: ${done.unreached.slice(0, 5).join(', ')}`,
          ),
    );
  }
  return (
    <Dialog open title={t('发摸底问卷', 'Send a survey')} onClose={onClose}>
      <Form problem={survey.problem} onSubmit={() => void send()}>
        <TextInput name="title" label={t('问卷名称', 'Title')} value={title} onChange={setTitle} />
        <Textarea
          name="questions"
          label={t('问题，一行一个', 'Questions, one a line')}
          rows={6}
          value={questions}
          onChange={setQuestions}
        />
        <DateInput name="due_on" label={t('哪天前答复', 'Answer by')} value={due_on} onChange={setDue} />
        <p className="soft">
          {t(
            '下面每个县收到一件要办的事；没答复的一直列在清单里。',
            'Every county below gets a task; those without an answer stay on the list.',
          )}
        </p>
        <div className="actions">
          <Button onClick={onClose}>{t('先不发', 'Not now')}</Button>
          <Button kind="do" type="submit" running={survey.running}>
            {t(`发出 ${asked.length} 个问题`, `Send ${asked.length} questions`)}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
