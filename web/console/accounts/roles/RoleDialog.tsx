import { useState } from 'react';
import { permissions, type Permission } from '../../../../domain/permissions.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { sentence } from './permission-words.ts';
import type { Role } from './roles-shown.ts';

type Props = { role: Role | 'new' | null; organizationId: string; onClose: () => void };

/** A role is a set of sentences, chosen one by one. */
export function RoleDialog({ role, organizationId, onClose }: Props) {
  const title =
    role === 'new' || role === null
      ? t('新设角色', 'Shape a role')
      : t(`修改“${role.name_zh}”`, `Change “${role.name_en}”`);
  return (
    <Dialog open={role !== null} title={title} onClose={onClose}>
      {role !== null && (
        <RoleForm role={role === 'new' ? null : role} organizationId={organizationId} onClose={onClose} />
      )}
    </Dialog>
  );
}

function RoleForm({
  role,
  organizationId,
  onClose,
}: {
  role: Role | null;
  organizationId: string;
  onClose: () => void;
}) {
  const [zh, setZh] = useState(role?.name_zh ?? '');
  const [en, setEn] = useState(role?.name_en ?? '');
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(new Set((role?.permissions ?? []) as Permission[]));
  const [second, setSecond] = useState(role?.needs_second_factor ?? false);
  const shape = useWrite('post', '/api/roles', ['/api/roles']);
  const change = useWrite('put', '/api/roles/{role_id}', ['/api/roles', '/api/grants']);
  const problem = shape.problem ?? change.problem;
  async function save(): Promise<void> {
    const body = { name_zh: zh, name_en: en, permissions: [...chosen], needs_second_factor: second };
    const done =
      role === null
        ? await shape.send({ body: { ...body, organization_id: organizationId } })
        : await change.send({ path: { role_id: role.id }, body });
    if (!done) return;
    toast(
      role === null ? t('角色已设好', 'The role is shaped') : t('角色已修改，立即生效', 'The role is changed at once'),
    );
    onClose();
  }
  function toggle(permission: Permission, on: boolean): void {
    const next = new Set(chosen);
    if (on) next.add(permission);
    else next.delete(permission);
    setChosen(next);
  }
  return (
    <Form problem={problem} onSubmit={() => void save()}>
      <TextInput name="name_zh" label={t('中文名称', 'Chinese name')} value={zh} onChange={setZh} />
      <TextInput name="name_en" label={t('英文名称', 'English name')} value={en} onChange={setEn} />
      <fieldset className="permission-list">
        <legend>{t(`能做什么，已选 ${chosen.size} 项`, `May do: ${chosen.size} chosen`)}</legend>
        {permissions.map((permission) => (
          <Checkbox
            key={permission}
            name={`permission.${permission}`}
            label={sentence(permission)}
            checked={chosen.has(permission)}
            onChange={(on) => toggle(permission, on)}
          />
        ))}
      </fieldset>
      <Checkbox
        name="needs_second_factor"
        label={t('用验证器登录后才生效', 'Works only after the second factor')}
        checked={second}
        onChange={setSecond}
      />
      <div className="actions">
        <Button onClick={onClose}>{t('先不设', 'Not now')}</Button>
        <Button kind="do" type="submit" running={shape.running || change.running}>
          {role === null ? t('设好角色', 'Shape it') : t('保存修改', 'Save')}
        </Button>
      </div>
    </Form>
  );
}
