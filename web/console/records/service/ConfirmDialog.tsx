import { useState } from 'react';
import { qualities, qualityNames, type Quality } from '../../../../domain/records/attendance.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { NumberInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { preferences } from '../../../ui/preferences.ts';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { Row } from './confirmation-columns.tsx';

export function ConfirmDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const [quality, setQuality] = useState<Quality>('good');
  const [content, setContent] = useState('');
  const [served, setServed] = useState('');
  const [note, setNote] = useState('');
  const confirming = useWrite('post', '/api/confirmations', ['/api/confirmations', '/api/service-records']);
  const language = preferences().language;
  const alone = rows.filter((row) => row.adult_missing);
  const together = rows.filter((row) => row.same_late_code > 0);
  async function send(): Promise<void> {
    const shared = {
      quality,
      ...(content.trim() === '' ? {} : { content: content.trim() }),
      ...(served === '' ? {} : { people_served: Number(served) }),
      ...(note.trim() === '' ? {} : { quality_note: note.trim() }),
    };
    const answer = await confirming.send({
      body: {
        lines: rows.map((row) => ({ volunteer_id: row.volunteer_id, attendance_id: row.attendance_id, ...shared })),
      },
    });
    if (answer === undefined) return;
    const posted = answer.results.filter((result) => result.record?.state === 'confirmed').length;
    const waiting = answer.results.filter(
      (result) => result.record !== null && result.record.state !== 'confirmed',
    ).length;
    const refused = answer.results.filter((result) => result.refusal !== null);
    toast(
      t(
        `${posted} 人入账${waiting > 0 ? `，${waiting} 人超长，等上级审核` : ''}`,
        `${posted} posted${waiting > 0 ? `, ${waiting} wait for a higher body` : ''}`,
      ),
    );
    for (const one of refused.slice(0, 3)) toast(one.refusal_sentence ?? '', 'trouble');
    onClose();
  }
  return (
    <Dialog open title={t(`确认 ${rows.length} 人的服务`, `Confirm the service of ${rows.length}`)} onClose={onClose}>
      <Form problem={confirming.problem} onSubmit={() => void send()}>
        <Select
          name="quality"
          label={t('服务评价', 'Evaluation')}
          value={quality}
          onChange={(value) => setQuality(value as Quality)}
          options={qualities.map((one) => ({ value: one, label: qualityNames[one][language] }))}
        />
        <TextInput
          name="content"
          label={t('做了什么', 'What was done')}
          hint={t('不填就用活动名称', 'Left out, the activity’s name stands')}
          optional
          value={content}
          onChange={setContent}
          maxLength={200}
        />
        <NumberInput
          name="people_served"
          label={t('服务了多少人', 'People served')}
          optional
          value={served}
          onChange={setServed}
          min={0}
          unit={t('人', 'people')}
        />
        <TextInput
          name="quality_note"
          label={t('评语', 'Remark')}
          optional
          value={note}
          onChange={setNote}
          maxLength={200}
        />
        {alone.length > 0 && (
          <p className="form-problem" role="note">
            {t(
              `有 ${alone.length} 个孩子要家长一起，家长没有签到；没看到家长的，先不要确认`,
              `${alone.length} children take part only with a parent, and no parent checked in: do not confirm where you saw none`,
            )}
          </p>
        )}
        {together.length > 0 && (
          <p className="form-problem" role="note">
            {t(
              `有 ${together.length} 人是事后补传的码，和别人的是同一个；没看到本人的，先不要确认`,
              `${together.length} sent a code late that others sent too: do not confirm whom you did not see`,
            )}
          </p>
        )}
        <p className="hint">
          {t(
            '时长按签到签退和计时规则算，不能手填。',
            'Minutes follow from the stamps and the rule book: they cannot be typed.',
          )}
        </p>
        <div className="actions">
          <Button onClick={onClose}>{t('先不确认', 'Not now')}</Button>
          <Button kind="do" type="submit" running={confirming.running}>
            {t('确认入账', 'Confirm and post')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
