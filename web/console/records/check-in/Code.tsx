import { useEffect, useState } from 'react';
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { stepSeconds } from '../../../../domain/rotating-code.ts';
import type { Answer } from '../../../api/client.ts';
import { useSignInAgain } from '../../../api/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { codeReader } from '../../../ui/camera/read-codes.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Qr } from '../../../ui/Qr.tsx';
import { Reading } from '../../../ui/States.tsx';
import { t } from '../../../ui/words.ts';
import { CardScan } from './CardScan.tsx';
import type { PersonHere } from './arrivals.ts';
import { codeAndList } from './use-arrivals.ts';

type CodeProps = {
  shiftId: string;
  code: UseQueryResult<Answer<'get', '/api/shifts/{shift_id}/code'>, Error>;
  isLost: boolean;
  isOver: boolean;
  people: readonly PersonHere[];
};

export function Code({ shiftId, code, isLost, isOver, people }: CodeProps) {
  const client = useQueryClient();
  const goOn = useSignInAgain();
  const [left, setLeft] = useState(stepSeconds);
  const [scanning, setScanning] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => {
      const seconds = stepSeconds - (Math.floor(Date.now() / 1000) % stepSeconds);
      setLeft(seconds);
      if (seconds !== stepSeconds) return;
      for (const path of codeAndList) void client.invalidateQueries({ queryKey: [path] }); // of the list too: a signal may have been lost
    }, 1000);
    return () => clearInterval(timer);
  }, [client]);
  useEffect(() => {
    void codeReader().catch(() => undefined);
  }, []); // fetched while there is a signal
  if (scanning) return <CardScan shiftId={shiftId} isLost={isLost} people={people} onBack={() => setScanning(false)} />;
  const scan = (
    <Button icon="scan" onClick={() => setScanning(true)}>
      {t('改为扫卡或输卡上短码', 'Scan cards or type their digits instead')}
    </Button>
  );
  if (isLost)
    return (
      <div className="board-lost" role="alert">
        <Icon name="noSignal" size={28} />
        <h2 className="title">{t('没有信号，签到码停了', 'No signal: the code has stopped')}</h2>
        <p>
          {t(
            '这一页会自己恢复，不用刷新。等的时候可以扫志愿者的卡，或输卡上短码和编号，收到的先存在这台设备里，有信号自动补传。',
            'This page comes back by itself. Meanwhile scan volunteers’ cards, or type their digits and number: each is kept on this device and sent when the signal is back.',
          )}
        </p>
        {scan}
      </div>
    );
  if (isOver)
    return (
      <div className="board-lost" role="alert">
        <Icon name="shield" size={28} />
        <h2 className="title">{t('登录已到时间，签到码停了', 'The session has run out: the code has stopped')}</h2>
        <p>
          {t(
            '今天的名单还能看。收到的卡先存在这台设备里，重新登录后自动补传。',
            'Today’s list stays open. Cards taken are kept on this device and sent once you are signed in again.',
          )}
        </p>
        <Button kind="do" onClick={() => void goOn()}>
          {t('重新登录', 'Sign in again')}
        </Button>
        {scan}
      </div>
    );
  return (
    <Reading of={code} what={t('签到码', 'the code')}>
      {(answer) => (
        <>
          <h2 className="title">{t('扫码签到、签退', 'Scan to check in and out')}</h2>
          <Qr text={answer.code} size={320} label={t('签到二维码，30 秒一换', 'Check-in code, new every 30 seconds')} />
          <p
            className="digits"
            aria-label={t(`短码 ${[...answer.short_code].join(' ')}`, `Code ${[...answer.short_code].join(' ')}`)}
          >
            {answer.short_code.slice(0, 3)} {answer.short_code.slice(3)}
          </p>
          <div className="cells" aria-hidden="true">
            {Array.from({ length: 15 }, (_, index) => (
              <i key={index} className={index < left / 2 ? '' : 'o'} />
            ))}
          </div>
          <p className="soft">
            {t(`${left} 秒后换新码，没有相机的输入短码`, `New in ${left} s; without a camera type the digits`)}
          </p>
          {scan}
        </>
      )}
    </Reading>
  );
}
