import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { ProblemNote } from '../../ui/Form.tsx';
import { t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import '../sign-in/sign-in.css';

/** Where the message to the old number leads: one button, no sign-in. The token stays behind the fragment sign. */
export default function Objection() {
  const [token] = useState(() => location.hash.slice(1));
  const objecting = useWrite('post', '/api/phone-recovery-objections');
  return (
    <PublicScreen title={t('换手机号', 'A new phone')}>
      <div className="sheet sign-in">
        <h1 className="title">{t('有人要换掉这个手机号', 'Somebody wants to replace this number')}</h1>
        {objecting.answer ? (
          <p className="lead">
            {t(
              '已经停下，账号还用这个手机号。工作人员会收到消息。',
              'It is stopped; the account keeps this number. Staff are told.',
            )}
          </p>
        ) : (
          <>
            <p className="lead">
              {t(
                '组织按本人的证件，要把账号的登录手机号换成别的。是您办的，不用管；不是您办的，请点下面。',
                'By a document that was shown, your organisation is about to move the account to another number. If you asked for it, do nothing. If not, press below.',
              )}
            </p>
            {objecting.problem && <ProblemNote problem={objecting.problem} />}
            <div className="sign-in-buttons">
              <Button
                kind="do"
                large
                running={objecting.running}
                onClick={() => void objecting.send({ body: { token } })}
              >
                {t('不是我办的，停下', 'It was not me: stop')}
              </Button>
            </div>
          </>
        )}
      </div>
    </PublicScreen>
  );
}
