import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

type Props = { organizationId: string; onClose: () => void };
const most = 200; // candidates of one decision

/** G54 G69: who enters the library of this level, out of whom, when and why. It opens with what stands, and takes its place. */
export function SelectionDialog({ organizationId, onClose }: Props) {
  const standing = useRead('/api/organizations/{organization_id}/selections', {
    path: { organization_id: organizationId },
  });
  return (
    <Dialog open title={t('评选示范组织', 'Choose the demonstration library')} onClose={onClose}>
      <Reading of={standing} what={t('现在的示范组织', 'what stands now')}>
        {(answer) => (
          <SelectionForm
            organizationId={organizationId}
            onClose={onClose}
            standing={(answer.rows[0]?.candidates ?? []).filter((one) => one.is_chosen).map((one) => one.id)}
          />
        )}
      </Reading>
    </Dialog>
  );
}

function SelectionForm({ organizationId, onClose, standing }: Props & { standing: readonly string[] }) {
  const read = useRead('/api/organization-lists/{list}', {
    path: { list: 'standardisation' },
    query: { organization_id: organizationId },
  });
  const [chosen, setChosen] = useState<readonly string[]>(standing);
  const [decided_on, setDecided] = useState(businessDate(new Date()));
  const [reason, setReason] = useState('');
  const select = useWrite('post', '/api/organizations/{organization_id}/selections', [
    '/api/organization-lists/{list}',
    '/api/organizations/{organization_id}/selections',
  ]);
  const found = (read.data?.rows ?? []).filter((row) => row.organization_id !== organizationId);
  const candidates = [
    ...found.filter((row) => standing.includes(row.organization_id)),
    ...found.filter((row) => !standing.includes(row.organization_id)),
  ].slice(0, most);
  async function send(): Promise<void> {
    const candidate_ids = candidates.map((row) => row.organization_id);
    const done = await select.send({
      path: { organization_id: organizationId },
      body: { decided_on, reason, candidate_ids, chosen_ids: candidate_ids.filter((id) => chosen.includes(id)) },
    });
    if (done === undefined) return;
    onClose();
    toast(t('评选已记下，示范组织库照此更新', 'Recorded; the library follows it'));
  }
  return (
    <Reading of={read} what={t('候选组织', 'the candidates')}>
      {() =>
        candidates.length === 0 ? (
          <Empty title={t('下面还没有协会', 'No associations below')}>
            {t('先建立或登记协会，再来评选。', 'Create associations first, then choose.')}
          </Empty>
        ) : (
          <Form problem={select.problem} onSubmit={() => void send()}>
            <p className="soft">
              {t(
                '打勾的入库；这次没打勾的退出。候选名单一并留存。',
                'The ticked ones are in; those left out leave the library. The list of candidates is kept.',
              )}
            </p>
            <ul className="self-check" aria-label={t('候选组织', 'Candidates')}>
              {candidates.map((row) => (
                <li key={row.organization_id}>
                  <Checkbox
                    name={row.organization_id}
                    label={row.organization_name}
                    hint={`${row.place} ${row.detail}`.trim()}
                    checked={chosen.includes(row.organization_id)}
                    onChange={(on) =>
                      setChosen(
                        on ? [...chosen, row.organization_id] : chosen.filter((id) => id !== row.organization_id),
                      )
                    }
                  />
                </li>
              ))}
            </ul>
            <DateInput
              name="decided_on"
              max={businessDate(new Date())}
              label={t('评定日期', 'Decided on')}
              value={decided_on}
              onChange={setDecided}
            />
            <Textarea name="reason" label={t('理由', 'Why')} rows={2} value={reason} onChange={setReason} />
            <div className="actions">
              <Button onClick={onClose}>{t('先不评', 'Not now')}</Button>
              <Button kind="do" type="submit" running={select.running}>
                {t(`定下这 ${candidates.filter((row) => chosen.includes(row.organization_id)).length} 个`, 'Decide')}
              </Button>
            </div>
          </Form>
        )
      }
    </Reading>
  );
}
