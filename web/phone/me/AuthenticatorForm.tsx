import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';

/** Adding an authenticator: scan, type the digits, done. It counts only once confirmed. */
export function AuthenticatorForm() {
  const [digits, setDigits] = useState('');
  const starting = useWrite('post', '/api/me/authenticator');
  const confirming = useWrite('put', '/api/me/authenticator', ['/api/me/security', '/api/me']);
  const started = starting.answer;
  async function confirm(): Promise<void> {
    if (await confirming.send({ body: { digits } }))
      toast(
        t(
          '验证器已开，别的设备已退出；下次登录要输动态码',
          'The authenticator is on, other devices are signed out; sign-in asks its digits',
        ),
      );
  }
  if (!started) {
    return (
      <Form problem={starting.problem} onSubmit={() => void starting.send({})}>
        <Button type="submit" running={starting.running}>
          {t('开通验证器', 'Turn it on')}
        </Button>
      </Form>
    );
  }
  return (
    <Form problem={confirming.problem} onSubmit={() => void confirm()}>
      <Qr text={started.uri} label={t('用验证器应用扫这个码', 'Scan this with your authenticator')} size={200} />
      <p className="lead">
        {t('扫不了就手工输入：', 'Or type this key: ')}
        <code>{started.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <TextInput
        name="digits"
        label={t('应用里的 6 位数字', 'Six digits shown there')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={digits}
        onChange={setDigits}
      />
      <Button kind="do" type="submit" running={confirming.running}>
        {t('确认开通', 'Confirm')}
      </Button>
    </Form>
  );
}
