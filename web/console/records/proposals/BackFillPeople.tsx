import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useGo } from '../../../ui/navigation.tsx';
import { useWrite } from '../../../api/query.ts';
import type { Answer } from '../../../api/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { FileUpload } from '../../../ui/FileUpload.tsx';
import { useUploads } from '../../../ui/use-uploads.ts';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { Form } from '../../../ui/Form.tsx';
import { useFilters } from '../../../ui/query-string.ts';
import { toast } from '../../../ui/toast.tsx';
import { clock, t } from '../../../ui/words.ts';

type BoardAnswer = Answer<'get', '/api/shifts/{shift_id}/board'>;

export function People({ shiftId, answer }: { shiftId: string; answer: BoardAnswer }) {
  const go = useGo();
  const { shift } = answer;
  const { filters } = useFilters(); // from the queue: whose check-out is missing, and since when
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    new Set(answer.rows.some((row) => row.volunteer_id === filters['person']) ? [filters['person'] ?? ''] : []),
  );
  const [from, setFrom] = useState(
    /^\d{2}:\d{2}$/.test(filters['from'] ?? '') ? (filters['from'] ?? '') : clock(shift.starts_at),
  );
  const [to, setTo] = useState(clock(shift.ends_at));
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const uploads = useUploads('hours_evidence');
  const proposing = useWrite('post', '/api/back-fills', ['/api/record-proposals']);
  const day = new Date(Date.parse(shift.starts_at) + 8 * 3_600_000).toISOString().slice(0, 10);
  const missing =
    chosen.size === 0
      ? t('先选人', 'choose people first')
      : reason.trim().length < 2
        ? t('先写理由', 'say why first')
        : evidence.trim() === '' && !uploads.isChosen
          ? t('先写依据', 'name the evidence first')
          : undefined;
  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  async function send(): Promise<void> {
    const lines = [...chosen].map((volunteerId) => ({
      volunteer_id: volunteerId,
      started_at: `${day}T${from}:00+08:00`,
      ended_at: `${day}T${to}:00+08:00`,
    }));
    const upload_ids = await uploads.whole();
    if (upload_ids === undefined) return;
    const done = await proposing.send({ body: { shift_id: shiftId, reason, evidence, upload_ids, lines } });
    if (done === undefined) return;
    toast(t('已提出，等第二人复核', 'Proposed: a second person decides'));
    go(recordsDesk.proposal({ proposal_id: done.proposal_id }));
  }
  return (
    <Form
      problem={proposing.problem}
      onSubmit={() => {
        if (missing === undefined) void send();
      }}
    >
      <fieldset className="radios">
        <legend>{t('补录谁', 'Whose hours')}</legend>
        {answer.rows
          .filter((row) => row.state !== 'confirmed')
          .map((row) => (
            <Checkbox
              key={row.volunteer_id}
              name={row.volunteer_id}
              label={`${row.name} ${row.number}`}
              checked={chosen.has(row.volunteer_id)}
              onChange={() => toggle(row.volunteer_id)}
            />
          ))}
      </fieldset>
      <div className="row-fields">
        <TimeInput name="started_at" label={t('从', 'From')} value={from} onChange={setFrom} />
        <TimeInput name="ended_at" label={t('到', 'To')} value={to} onChange={setTo} />
      </div>
      <Textarea
        name="reason"
        label={
          filters['person'] === undefined
            ? t('为什么没有签到', 'Why there is no check-in')
            : t('为什么没有签退', 'Why there is no check-out')
        }
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
      <Textarea
        name="evidence"
        label={t('依据', 'Evidence')}
        hint={t(
          '签名单、照片等，写明存放在哪里，或在下面上传',
          'Signed list, photographs: say where they are kept, or add them below',
        )}
        value={evidence}
        onChange={setEvidence}
        maxLength={2000}
        optional={uploads.isChosen}
      />
      <FileUpload name="upload_ids" label={t('照片或文件', 'Photographs or files')} optional uploads={uploads} />
      <div className="actions">
        <Button kind="do" type="submit" running={proposing.running} disabledReason={missing}>
          {t('提出补录，盖第一个章', 'Propose: first seal')}
        </Button>
      </div>
    </Form>
  );
}
