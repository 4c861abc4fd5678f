import { useEffect, useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { t } from '../../ui/words.ts';
import type { SignedIn } from './signed-in.ts';

export function CodeForm({ onSignedIn }: { onSignedIn: (answer: SignedIn) => void }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const sending = useWrite('post', '/api/sign-in/codes');
  const signing = useWrite('post', '/api/sign-in/code');
  const [again, wait] = useCountdown();
  const sent = sending.answer !== undefined;
  const shown = sending.answer?.shown_code;

  async function send(): Promise<void> {
    signing.clear();
    const answer = await sending.send({ body: { phone, purpose: 'sign_in' } });
    if (answer) wait(answer.again_in_seconds);
  }
  async function signIn(): Promise<void> {
    const answer = await signing.send({ body: { phone, code } });
    if (answer) onSignedIn(answer);
  }
  return (
    <Form
      keepsDraft={false}
      problem={sending.problem ?? signing.problem}
      onSubmit={() => void (sent ? signIn() : send())}
    >
      <TextInput
        name="phone"
        label={t('手机号', 'Phone number')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onChange={(value) => {
          setPhone(value);
          sending.clear();
        }}
      />
      {sent && (
        <TextInput
          name="code"
          label={t('验证码', 'Code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          autoFocus
          value={code}
          onChange={setCode}
          hint={
            shown
              ? t(`没有接短信，验证码在这里：${shown}`, `No messages are sent here; the code is ${shown}`)
              : t('6 位数字，已发到您的手机', 'Six digits, sent to your phone')
          }
        />
      )}
      <p className="hint">
        {t(
          '短信可能被别人偷看或转走：验证码只在这里输，谁要都别给。工作人员请开通验证器，更安全。',
          'Others may read or divert text messages: type the code here only and tell it to nobody. Staff are safer with an authenticator.',
        )}
      </p>
      <div className="sign-in-buttons">
        {sent && (
          <Button
            onClick={() => void send()}
            disabledReason={again > 0 ? t(`${again} 秒后可再发`, `again in ${again} s`) : undefined}
          >
            {again > 0 ? t(`${again} 秒后再发`, `Again in ${again} s`) : t('再发一次', 'Send again')}
          </Button>
        )}
        <Button kind="do" large type="submit" running={sending.running || signing.running}>
          {sent ? t('登录', 'Sign in') : t('发验证码', 'Send a code')}
        </Button>
      </div>
    </Form>
  );
}

/** Seconds until the next code may be sent. */
function useCountdown(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, setLeft];
}
