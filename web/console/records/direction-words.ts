import { t } from '../../ui/words.ts';

export type Direction = 'in' | 'out';
export const directionWords = (direction: Direction): string => (direction === 'in' ? t('签到', 'check-in') : t('签退', 'check-out'));
export const saidDone = (who: string, direction: Direction): string => `${who} ${direction === 'in' ? t('已签到', 'checked in') : t('已签退', 'checked out')}`;
