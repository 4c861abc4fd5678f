import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form, ProblemNote } from '../../ui/Form.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import './sign-in.css';

/** Where a sign-in link leads: a password, an authenticator, and one is in. The token stays behind the fragment sign. */
export default function Welcome() {
  const [token] = useState(() => location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [digits, setDigits] = useState('');
  const queries = useQueryClient();
  const opening = useWrite('post', '/api/sign-in/link/opening');
  const using = useWrite('post', '/api/sign-in/link');
  const { send } = opening;
  useEffect(() => { void send({ body: { token } }); }, []); // once: opening is told to others
  const opened = opening.answer;
  async function enter(): Promise<void> {
    if (!(await using.send({ body: { token, password, digits } }))) return;
    queries.clear();
    location.assign('/console/');
  }
  return (
    <PublicScreen title={t('第一次登录', 'First sign-in')}>
      <div className="sheet sign-in">
        <h1 className="title">{t('设好密码和验证器', 'Set a password and an authenticator')}</h1>
        {opening.problem && <ProblemNote problem={opening.problem} />}
        {opened && (
          <Form problem={using.problem} onSubmit={() => void enter()}>
            <p className="lead">{t(`${opened.name}，登录手机 ${opened.phone_hint}。这个链接只能用一次。`, `${opened.name}, sign-in phone ${opened.phone_hint}. The link is good once.`)}</p>
            <TextInput name="password" label={t('密码', 'Password')} type="password" autoComplete="new-password" value={password} onChange={setPassword} hint={t('至少 10 位', 'At least 10 characters')} />
            <Qr text={opened.uri} label={t('用验证器应用扫这个码', 'Scan this with your authenticator')} size={200} />
            <p className="lead">{t('扫不了就手工输入：', 'Or type this key: ')}<code>{opened.secret.match(/.{1,4}/g)?.join(' ')}</code></p>
            <TextInput name="digits" label={t('应用里的 6 位数字', 'Six digits shown there')} inputMode="numeric" autoComplete="one-time-code" maxLength={6} value={digits} onChange={setDigits} />
            <div className="sign-in-buttons"><Button kind="do" large type="submit" running={using.running}>{t('设好，进入工作台', 'Done: to the console')}</Button></div>
          </Form>
        )}
      </div>
    </PublicScreen>
  );
}
