import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FileUpload } from '../../../ui/FileUpload.tsx';
import { useUploads } from '../../../ui/use-uploads.ts';
import { useGo } from '../../../ui/navigation.tsx';
import type { RecordAnswer } from '../../../ui/RecordSummary.tsx';
import { toast } from '../../../ui/toast.tsx';
import { duration, t } from '../../../ui/words.ts';

/** Who sees that a strike was wrong appeals for the volunteer; the level above the one that struck decides. */
export function ProposeAppeal({ record }: { record: RecordAnswer }) {
  const go = useGo();
  const [open, setOpen] = useState(false);
  const uploads = useUploads('hours_evidence');
  const asking = useWrite('post', '/api/service-records/{volunteer_id}/{record_id}/appeals', [
    '/api/service-records/{volunteer_id}/{record_id}',
    '/api/record-proposals',
  ]);
  async function send(reason: string): Promise<void> {
    const upload_ids = await uploads.whole();
    if (upload_ids === undefined) return;
    const made = await asking.send({
      path: { volunteer_id: record.volunteer_id, record_id: record.record_id },
      body: { reason, upload_ids },
    });
    if (made === undefined) return;
    toast(t('已提出，等上一级来定；本人会收到消息', 'Sent: the level above decides, and the volunteer is told'));
    go(recordsDesk.proposal({ proposal_id: made.proposal_id }));
  }
  const verb = t('替本人申诉', 'Appeal for the volunteer');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{verb}</Button>
      <Ask
        open={open}
        title={verb}
        verb={verb}
        effects={[
          { what: t('同意后恢复', 'Given back if agreed'), value: `+${duration(record.minutes)}` },
          {
            what: t('谁来定', 'Who decides'),
            value: t('冲回单位的上一级，冲回的人不参与', 'the level above the strike, without who struck'),
          },
        ]}
        reason={{
          label: t('理由', 'Reason'),
          hint: t('上一级和本人都会看到', 'The level above and the volunteer read it'),
        }}
        running={asking.running}
        problem={asking.problem}
        onClose={() => setOpen(false)}
        onConfirm={(reason) => void send(reason)}
      >
        <FileUpload name="upload_ids" label={t('照片或文件', 'Photographs or files')} optional uploads={uploads} />
      </Ask>
    </>
  );
}
