import { useState } from 'react';
import { approvingPermissions } from '../../../../domain/permissions.ts';
import { businessDate } from '../../../../domain/time.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { EndToCome } from '../../../ui/EndToCome.tsx';
import { DateInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { sentence } from './permission-words.ts';
import type { Role } from './roles-shown.ts';
import { wayToName } from '../../SecondPerson.tsx';

type Props = { organizationId: string; roles: readonly Role[]; onClose: () => void };

/** P16: a role for a person found by phone; a phone without account gets one, and its owner signs in by code. */
export function GrantDialog({ open, ...props }: Props & { open: boolean }) {
  const place = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: props.organizationId } },
    { enabled: open },
  ).data?.organization;
  const name = place === undefined ? '' : t(place.name_zh, place.name_en ?? place.name_zh);
  return (
    <Dialog
      open={open}
      title={name === '' ? t('授予权限', 'Grant a role') : t(`在“${name}”授予权限`, `Grant a role at ${name}`)}
      onClose={props.onClose}
    >
      {place?.planned_end?.state === 'planned' && (
        <EndToCome
          end={{ ...place.planned_end, name_zh: place.name_zh }}
          meaning={t('这里的权限到时一并收回。', ' Roles here end on that day.')}
        />
      )}
      <GrantForm {...props} />
    </Dialog>
  );
}

function GrantForm({ organizationId, roles, onClose }: Props) {
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [below, setBelow] = useState(true);
  const [from, setFrom] = useState(businessDate(new Date()));
  const [until, setUntil] = useState('');
  const grant = useWrite('post', '/api/grants', ['/api/grants', '/api/roles', '/api/waiting-grants']);
  async function save(): Promise<void> {
    const body = {
      phone,
      ...(name === '' ? {} : { name }),
      role_id: role,
      organization_id: organizationId,
      is_below: below,
      valid_from: from,
      valid_until: until === '' ? null : until,
    };
    const made = await grant.send({ body });
    if (!made) return;
    toast(
      made.waits_for_second.length === 0
        ? t('权限已授予，本人会收到消息', 'Granted; the person is told')
        : t(
            '权限已授予；其中审核类的，等另一位管理员同意才生效',
            'Granted; its approving permissions count after another administrator agrees',
          ),
    );
    onClose();
  }
  return (
    <Form problem={grant.problem} onSubmit={() => void save()}>
      <TextInput
        name="phone"
        label={t('手机号', 'Phone')}
        type="tel"
        autoComplete="off"
        value={phone}
        onChange={setPhone}
        hint={t('没有账号的会新建，本人用验证码登录', 'Without an account one is made; its owner signs in by code')}
      />
      <TextInput
        name="name"
        label={t('姓名（新账号）', 'Name (new account)')}
        optional
        value={name}
        onChange={setName}
      />
      <Select
        name="role_id"
        label={t('角色', 'Role')}
        value={role}
        onChange={setRole}
        empty={t('选一个角色', 'Choose')}
        options={roles.map((one) => ({
          value: one.id,
          label: t(one.name_zh, one.name_en) + (one.can.grant ? '' : t('（超出您的权限）', ' (beyond yours)')),
          disabled: !one.can.grant,
        }))}
      />
      <ApprovingPart organizationId={organizationId} role={roles.find((one) => one.id === role)} />
      <Checkbox name="is_below" label={t('包括下级组织', 'And everything below')} checked={below} onChange={setBelow} />
      <DateInput name="valid_from" label={t('从哪天起', 'From')} value={from} onChange={setFrom} />
      <DateInput name="valid_until" label={t('到哪天', 'Until')} optional value={until} onChange={setUntil} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不授', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={grant.running}
          disabledReason={role === '' ? t('先选角色', 'choose the role first') : undefined}
        >
          {t('授予权限', 'Grant it')}
        </Button>
      </div>
    </Form>
  );
}

/** Said before it is granted: the approving part waits for another administrator, and who that is. */
function ApprovingPart({ organizationId, role }: { organizationId: string; role: Role | undefined }) {
  const waits = approvingPermissions.filter((permission) => role?.permissions.includes(permission));
  const found = useRead(
    '/api/second-people',
    { query: { organization_id: organizationId, permission: 'accounts.grant' } },
    { enabled: waits.length > 0 },
  ).data;
  if (waits.length === 0 || found === undefined) return null;
  const parts = waits.map(sentence).join(t('；', '; '));
  const lead = t(
    `这几项要另一位管理员同意才生效，其余马上可用：${parts}。`,
    `These count after another administrator agrees, all else at once: ${parts}. `,
  );
  return found.count > 0 ? (
    <p className="hint">
      {lead}
      {t(`可以同意的：${found.people.join('、')}`, `Who can agree: ${found.people.join(', ')}`)}
    </p>
  ) : (
    <p className="beforehand">
      {lead}
      {t('现在还没有另一位管理员。', 'There is no other administrator yet. ')}
      {wayToName()}
    </p>
  );
}
