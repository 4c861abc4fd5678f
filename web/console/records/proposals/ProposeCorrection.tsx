import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useGo } from '../../../ui/navigation.tsx';
import { typedSpan } from '../../../../domain/records/correction.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { FileUpload } from '../../../ui/FileUpload.tsx';
import { useUploads } from '../../../ui/use-uploads.ts';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { Form } from '../../../ui/Form.tsx';
import type { RecordAnswer } from '../../../ui/RecordSummary.tsx';
import { toast } from '../../../ui/toast.tsx';
import { clock, longDay, t } from '../../../ui/words.ts';
import { SecondPerson } from '../../SecondPerson.tsx';

/** Who sees the mistake writes what was; somebody else decides, and the volunteer is told at once. */
export function ProposeCorrection({ record, onClose }: { record: RecordAnswer; onClose: () => void }) {
  const go = useGo();
  const [from, setFrom] = useState(clock(record.started_at));
  const [to, setTo] = useState(clock(record.ended_at));
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const uploads = useUploads('hours_evidence');
  const propose = useWrite('post', '/api/service-records/{volunteer_id}/{record_id}/corrections', [
    '/api/service-records/{volunteer_id}/{record_id}',
    '/api/record-proposals',
  ]);
  const same = from === clock(record.started_at) && to === clock(record.ended_at);
  const missing =
    from === '' || to === ''
      ? t('先填两个时间', 'fill in both times')
      : same
        ? t('先改时间', 'change a time first')
        : reason.trim().length < 2
          ? t('先写理由', 'say why')
          : undefined;
  async function send(): Promise<void> {
    const upload_ids = await uploads.whole();
    if (upload_ids === undefined) return;
    const made = await propose.send({
      path: { volunteer_id: record.volunteer_id, record_id: record.record_id },
      body: { ...typedSpan(record.service_day, from, to), reason: reason.trim(), evidence, upload_ids },
    });
    if (made === undefined) return;
    toast(t('已提出，等第二人复核；本人会收到消息', 'Proposed: a second person decides, and the volunteer is told'));
    go(recordsDesk.proposal({ proposal_id: made.proposal_id }));
  }
  return (
    <Dialog open title={t('提出更正', 'Propose a correction')} onClose={onClose}>
      <Form
        problem={propose.problem}
        onSubmit={() => {
          if (missing === undefined) void send();
        }}
      >
        <p className="soft">
          {longDay(record.service_day)}
          {t('；过了零点离开的，写第二天的时间即可', '; for leaving after midnight write the time of the next day')}
        </p>
        <SecondPerson at={record.organization_id} permission="records.approve" />
        <TimeInput name="started_at" label={t('实际开始', 'Really began')} value={from} onChange={setFrom} />
        <TimeInput name="ended_at" label={t('实际结束', 'Really ended')} value={to} onChange={setTo} />
        <Textarea
          name="reason"
          label={t('理由', 'Reason')}
          hint={t('复核的人和本人都会看到', 'The second person and the volunteer read it')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={setReason}
        />
        <Textarea
          name="evidence"
          label={t('依据', 'Evidence')}
          hint={t('例如 签名单第 2 页', 'For example: page 2 of the signed list')}
          optional
          rows={2}
          maxLength={4000}
          value={evidence}
          onChange={setEvidence}
        />
        <FileUpload name="upload_ids" label={t('照片或文件', 'Photographs or files')} optional uploads={uploads} />
        <div className="actions">
          <Button onClick={onClose}>{t('先不提', 'Not now')}</Button>
          <Button kind="do" type="submit" running={propose.running} disabledReason={missing}>
            {t('提出，等第二人', 'Propose it')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
