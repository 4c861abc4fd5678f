import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';

export function PasswordChange({ hasPassword }: { hasPassword: boolean }) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const changing = useWrite('put', '/api/me/password', ['/api/me/security']);
  async function change(): Promise<void> {
    if (!(await changing.send({ body: { password, ...(hasPassword ? { current } : {}) } }))) return;
    setCurrent('');
    setPassword('');
    toast(t('密码已换，别的设备已退出', 'Password set; other devices are signed out'));
  }
  return (
    <Form problem={changing.problem} onSubmit={() => void change()}>
      {hasPassword && <TextInput name="current" label={t('现在的密码', 'Current password')} type="password" autoComplete="current-password" value={current} onChange={setCurrent} />}
      <TextInput name="password" label={hasPassword ? t('新密码', 'New password') : t('设一个密码', 'Set a password')} type="password" autoComplete="new-password" hint={t('至少 10 个字，一句话最好记', 'Ten characters or more; a sentence is easiest')} value={password} onChange={setPassword} />
      <Button type="submit" running={changing.running}>{hasPassword ? t('换密码', 'Change it') : t('设密码', 'Set it')}</Button>
    </Form>
  );
}
