import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { t } from '../../ui/words.ts';

/** Staff give the digits of their authenticator before any staff permission holds. */
export function SecondFactor({ onDone }: { onDone: () => void }) {
  const [digits, setDigits] = useState('');
  const giving = useWrite('post', '/api/sign-in/second-factor');
  async function give(): Promise<void> {
    if (await giving.send({ body: { digits } })) onDone();
  }
  return (
    <Form keepsDraft={false} problem={giving.problem} onSubmit={() => void give()}>
      <TextInput
        name="digits"
        label={t('动态码', 'Authenticator digits')}
        hint={t(
          '验证器应用里的 6 位数字，30 秒一换',
          'Six digits from your authenticator; they change every 30 seconds',
        )}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        autoFocus
        value={digits}
        onChange={setDigits}
      />
      <div className="sign-in-buttons">
        <Button kind="do" large type="submit" running={giving.running}>
          {t('继续', 'Continue')}
        </Button>
      </div>
    </Form>
  );
}
