import { t } from '../../../ui/words.ts';

export type Direction = 'in' | 'out';
export const directionWords = (direction: Direction): string =>
  direction === 'in' ? t('签到', 'check-in') : t('签退', 'check-out');
export const saidDone = (who: string, direction: Direction): string =>
  `${who} ${direction === 'in' ? t('已签到', 'checked in') : t('已签退', 'checked out')}`;

export function saidQueued(who: string, direction: Direction, because: 'no_signal' | 'signed_out'): string {
  const words = directionWords(direction);
  return because === 'no_signal'
    ? t(`没有信号，${who} ${words}已存好，有信号自动补传`, `No signal: ${who}, ${words}, is kept and sent later`)
    : t(
        `登录已到时间，${who} ${words}已存好，重新登录后自动补传`,
        `Session over: ${who}, ${words}, is kept and sent once you are signed in again`,
      );
}
