import { ownPhone } from '../../../domain/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { OutboxList } from '../../ui/OutboxList.tsx';
import { clock, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import type { Done } from './scan-words.ts';

export function Result({ done, onAgain }: { done: Done; onAgain: () => void }) {
  const sign = done.direction === 'in' ? t('已签到', 'Checked in') : t('已签退', 'Checked out');
  return (
    <Screen
      title={sign}
      back={ownPhone.home()}
      action={
        <LinkButton kind="do" href={recordsPhone.hours()}>
          {t('看我的时数', 'See my hours')}
        </LinkButton>
      }
    >
      <div className="scan" role="status">
        <section className={done.kept === null ? 'scan-done' : 'scan-done kept'}>
          <h2 className="title">{done.kept === null ? sign : t('已存好', 'Kept on this phone')}</h2>
          <p className="when">{clock(done.at)}</p>
          <p>{done.title}</p>
          <p className="soft">
            {done.kept === 'signed_out'
              ? t(
                  '登录已到时间，重新登录后自动补传，按这个时间算，只算一次。',
                  'Your session has run out: sent once you are signed in again, with this time, counted once.',
                )
              : done.kept === 'no_signal'
                ? t(
                    '现在没有信号，有信号自动补传，按这个时间算，只算一次。',
                    'No signal: sent when it is back, with this time, counted once.',
                  )
                : done.late
                  ? t('是离线时扫的，按扫码时间算。', 'Scanned without a signal: the moment of the scan counts.')
                  : done.direction === 'in'
                    ? t('走时再扫一次签退。', 'Scan again when you leave.')
                    : t('队长确认后入账。', 'Posted once the leader confirms.')}
          </p>
        </section>
        <Button large onClick={onAgain}>
          {done.direction === 'in' ? t('签退时再扫', 'Scan to check out') : t('再扫一个', 'Scan another')}
        </Button>
        <OutboxList title={t('存在这台手机里', 'Kept on this phone')} remedy={recordsPhone.corrections()} />
      </div>
    </Screen>
  );
}
