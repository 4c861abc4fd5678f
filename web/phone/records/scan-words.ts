/** What a scan came to, and which way the next one goes. */
import type { Answer } from '../../api/client.ts';
import { t } from '../../ui/words.ts';
import type { ShiftHere } from './shifts-here.ts';

export type Stamped = Answer<'post', '/api/check-ins'>;
export type Done = {
  readonly direction: 'in' | 'out';
  readonly title: string;
  readonly at: string;
  readonly kept: 'no_signal' | 'signed_out' | null;
  readonly late: boolean;
};

export function nextDirection(shift: ShiftHere | undefined): 'in' | 'out' {
  return shift?.state === 'checked_in' ? 'out' : 'in';
}

export function directionWords(direction: 'in' | 'out'): string {
  return direction === 'in' ? t('签到', 'check in') : t('签退', 'check out');
}
