import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { ProposalAnswer } from './proposal-shown.ts';

const lacking = (answer: ProposalAnswer): string =>
  answer.kind === 'appeal' && answer.state === 'handled'
    ? t('由冲回单位的上一级来定', 'the level above the one that struck decides')
    : t('需要复核权限', 'you lack the right');

export function Buttons({ answer }: { answer: ProposalAnswer }) {
  const [returning, setReturning] = useState(false);
  const [note, setNote] = useState('');
  const deciding = useWrite('post', '/api/record-proposals/{proposal_id}/decision', [
    '/api/record-proposals/{proposal_id}',
    '/api/record-proposals',
  ]);
  if (answer.state === 'approved' || answer.state === 'returned') return null;
  const next = answer.state === 'requested' ? 'handle' : 'approve';
  const able = next === 'handle' ? answer.can.handle : answer.can.approve;
  async function decide(action: 'handle' | 'approve' | 'return', words: string): Promise<void> {
    const done = await deciding.send({ path: { proposal_id: answer.proposal_id }, body: { action, note: words } });
    if (done === undefined) return;
    setReturning(false);
    setNote('');
    toast(
      {
        handle: t('已经办，等第二人复核', 'Handled: a second person decides'),
        approve:
          answer.kind === 'appeal'
            ? t('已恢复入账，本人会收到消息', 'Given back: the person is told')
            : t('已入账', 'Posted'),
        return: t('已退回，本人会看到理由', 'Sent back: the person reads why'),
      }[action],
    );
  }
  return (
    <Form
      label={t('决定', 'Decision')}
      problem={returning ? null : deciding.problem}
      onSubmit={() => {
        if (able && note.trim().length >= 2) void decide(next, note.trim());
      }}
    >
      <Textarea
        name="note"
        label={next === 'handle' ? t('经办意见', 'What you found') : t('复核意见', 'Why you agree')}
        rows={2}
        value={note}
        onChange={setNote}
        maxLength={500}
      />
      <div className="actions">
        {answer.can.return && <Button onClick={() => setReturning(true)}>{t('退回，写理由', 'Send back')}</Button>}
        <Button
          kind="do"
          type="submit"
          running={deciding.running}
          disabledReason={
            !able
              ? (answer.blocked ?? lacking(answer))
              : note.trim().length < 2
                ? t('先写意见', 'write your finding first')
                : undefined
          }
        >
          {next === 'handle'
            ? t('经办，盖第一个章', 'Handle: first seal')
            : t('同意，盖章入账', 'Agree, seal and post')}
        </Button>
      </div>
      <Ask
        open={returning}
        title={t('退回这份申请', 'Send this back')}
        verb={t('退回', 'Send back')}
        reason={{
          label: t('理由', 'Reason'),
          hint: t('本人会看到，写清缺什么', 'The person reads it: say what is missing'),
        }}
        running={deciding.running}
        problem={deciding.problem}
        onClose={() => setReturning(false)}
        onConfirm={(why) => void decide('return', why)}
      />
    </Form>
  );
}
