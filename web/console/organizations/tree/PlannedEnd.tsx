import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { endWords } from '../../../ui/EndToCome.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { refreshed } from './organization-change.ts';
import type { OrganizationPage } from './organization-page.ts';

type End = NonNullable<OrganizationPage['organization']['planned_end']>;

/** What is coming, for whoever opens the organisation until the day; those who may, revoke it here. */
export function PlannedEnd({ page: { organization }, end }: { page: OrganizationPage; end: End }) {
  const [revoking, setRevoking] = useState(false);
  const failed = end.state === 'failed';
  return (
    <section
      className="beforehand"
      aria-label={failed ? t('撤销没有办成', 'It did not end') : t('将要撤销', 'Ends soon')}
    >
      <p>
        <b>
          {failed
            ? t(
                `原定 ${longDay(end.day)}撤销，没有办成，组织照常。`,
                `It was to end on ${longDay(end.day)}, did not, and goes on.`,
              )
            : endWords({ ...end, name_zh: organization.name_zh })}
        </b>
        {end.problem ?? ''}
        {end.reason !== null && t(`依据：${end.reason}。`, ` Ground: ${end.reason}.`)}
        {end.planned_by_name !== null && t(`由${end.planned_by_name}定下。`, ` Planned by ${end.planned_by_name}.`)}
      </p>
      {end.can.revoke && (
        <p>
          <Button onClick={() => setRevoking(true)}>
            {failed ? t('不再撤销', 'Let it stand') : t('取消预定', 'Revoke the plan')}
          </Button>
        </p>
      )}
      {revoking && <Revoke name={organization.name_zh} end={end} onClose={() => setRevoking(false)} />}
    </section>
  );
}

function Revoke({ name, end, onClose }: { name: string; end: End; onClose: () => void }) {
  const revoke = useWrite('post', '/api/planned-ends/{plan_id}/revocation', refreshed);
  async function save(reason: string): Promise<void> {
    if (!(await revoke.send({ path: { plan_id: end.id }, body: { reason } }))) return;
    toast(t('已取消预定，成员和工作人员会收到消息', 'Revoked; members and staff are told'));
    onClose();
  }
  return (
    <Ask
      open
      title={t(`“${name}”不再于 ${longDay(end.day)}撤销`, `“${name}” no longer ends on ${longDay(end.day)}`)}
      onClose={onClose}
      onConfirm={(reason) => void save(reason)}
      running={revoke.running}
      problem={revoke.problem}
      verb={t('取消预定', 'Revoke the plan')}
      leave={t('先不取消', 'Not now')}
      reason={{ label: t('理由', 'Reason'), hint: t('成员和工作人员会看到', 'Members and staff read it') }}
    />
  );
}
