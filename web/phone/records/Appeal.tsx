import { useState } from 'react';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { useWrite } from '../../api/query.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import { useGo } from '../../ui/navigation.tsx';
import type { RecordAnswer } from '../../ui/RecordSummary.tsx';
import { toast } from '../../ui/toast.tsx';
import { duration, t } from '../../ui/words.ts';

/** Hours were struck, and the volunteer says why they were true. */
export function Appeal({ record }: { record: RecordAnswer }) {
  const go = useGo();
  const [open, setOpen] = useState(false);
  const asking = useWrite('post', '/api/appeals', [
    '/api/my/hours',
    '/api/my/corrections',
    '/api/service-records/{volunteer_id}/{record_id}',
  ]);
  async function send(reason: string): Promise<void> {
    const made = await asking.send({ body: { record_id: record.record_id, reason } });
    if (made === undefined) return;
    toast(t('已申诉，两个人看过就有结果', 'Sent: two people will look at it'));
    go(recordsPhone.corrections());
  }
  return (
    <>
      <Button kind="do" large onClick={() => setOpen(true)}>
        {t('申诉，请上级再看', 'Appeal to the level above')}
      </Button>
      <Ask
        open={open}
        title={t('对冲回提出申诉', 'Appeal against the strike')}
        verb={t('提出申诉', 'Send the appeal')}
        effects={[
          { what: t('同意后恢复', 'Given back if agreed'), value: `+${duration(record.minutes)}` },
          { what: t('谁来定', 'Who decides'), value: t('冲回单位的上一级', 'the level above the one that struck') },
        ]}
        reason={{
          label: t('理由', 'Reason'),
          hint: t(
            '比如：那天有三位队友在场，照片在队里',
            'For example: three others were there, the team has photographs',
          ),
        }}
        running={asking.running}
        problem={asking.problem}
        onClose={() => setOpen(false)}
        onConfirm={(reason) => void send(reason)}
      />
    </>
  );
}
