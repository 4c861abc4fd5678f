import { useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { t } from '../../ui/words.ts';
import type { SignedIn } from './signed-in.ts';

export function PasswordForm({
  onSignedIn,
  onForgotten,
}: {
  onSignedIn: (answer: SignedIn) => void;
  onForgotten: () => void;
}) {
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const [digits, setDigits] = useState('');
  const signing = useWrite('post', '/api/sign-in/password');
  const asksDigits = signing.problem instanceof ApiProblem && signing.problem.code.startsWith('accounts.totp_');

  async function signIn(): Promise<void> {
    const answer = await signing.send({ body: { phone, password, ...(digits === '' ? {} : { digits }) } });
    if (answer) onSignedIn(answer);
  }
  return (
    <Form keepsDraft={false} problem={signing.problem} onSubmit={() => void signIn()}>
      <TextInput
        name="phone"
        label={t('手机号', 'Phone number')}
        type="tel"
        inputMode="tel"
        autoComplete="username"
        value={phone}
        onChange={setPhone}
      />
      <TextInput
        name="password"
        label={t('密码', 'Password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      {(asksDigits || digits !== '') && (
        <TextInput
          name="digits"
          label={t('动态码', 'Authenticator digits')}
          hint={t('验证器应用里的 6 位数字', 'Six digits from your authenticator')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={digits}
          onChange={setDigits}
        />
      )}
      <div className="sign-in-buttons">
        <Button onClick={onForgotten}>{t('忘了密码', 'Forgot it')}</Button>
        <Button kind="do" large type="submit" running={signing.running}>
          {t('登录', 'Sign in')}
        </Button>
      </div>
    </Form>
  );
}
