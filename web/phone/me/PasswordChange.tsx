import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';

/** `mayReplace`: this session began by a code a moment ago, which takes the place of a forgotten password. */
type Props = { hasPassword: boolean; mayReplace: boolean; startsForgotten: boolean };

export function PasswordChange({ hasPassword, mayReplace, startsForgotten }: Props) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [isForgotten, setIsForgotten] = useState(startsForgotten);
  const changing = useWrite('put', '/api/me/password', ['/api/me/security']);
  const givesCurrent = hasPassword && !isForgotten;
  async function change(): Promise<void> {
    if (!(await changing.send({ body: { password, ...(givesCurrent ? { current } : {}) } }))) return;
    setCurrent('');
    setPassword('');
    setIsForgotten(false);
    toast(t('密码已换，别的设备已退出', 'Password set; other devices are signed out'));
  }
  if (isForgotten && !mayReplace) {
    return (
      <>
        <p className="lead">
          {t(
            '忘了密码：请退出，用手机验证码重新登录（开了验证器的再输动态码），15 分钟内回到这里设新密码。',
            'Password forgotten: sign out, sign in by a code to your phone (and the digits of your authenticator, if it is on), and set a new one here within 15 minutes.',
          )}
        </p>
        <Button onClick={() => setIsForgotten(false)}>{t('又想起来了', 'I remember it')}</Button>
      </>
    );
  }
  return (
    <Form problem={changing.problem} onSubmit={() => void change()}>
      {givesCurrent && (
        <TextInput
          name="current"
          label={t('现在的密码', 'Current password')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
      )}
      {hasPassword && isForgotten && (
        <p className="lead">
          {t('您刚用验证码登录，不用输旧密码。', 'You signed in by code just now: the old password is not needed.')}
        </p>
      )}
      <TextInput
        name="password"
        label={hasPassword ? t('新密码', 'New password') : t('设一个密码', 'Set a password')}
        type="password"
        autoComplete="new-password"
        hint={t('至少 10 个字，一句话最好记', 'Ten characters or more; a sentence is easiest')}
        value={password}
        onChange={setPassword}
      />
      <div className="actions">
        {givesCurrent && (
          <Button
            onClick={() => {
              changing.clear();
              setIsForgotten(true);
            }}
          >
            {t('忘了现在的密码', 'I forgot it')}
          </Button>
        )}
        <Button type="submit" running={changing.running}>
          {hasPassword ? t('换密码', 'Change it') : t('设密码', 'Set it')}
        </Button>
      </div>
    </Form>
  );
}
