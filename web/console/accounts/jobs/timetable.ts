import { t } from '../../../ui/words.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** The timetables that jobs use, in words and in Beijing time; another one is shown as it is written. */
export function timetableWords(cron: string): string {
  const [minute = '', hour = '', ...rest] = cron.split(' ');
  if (rest.join(' ') !== '* * *') return cron;
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (every !== undefined && hour === '*') return t(`每 ${every} 分钟`, `Every ${every} minutes`);
  if (!/^\d+$/.test(minute)) return cron;
  if (hour === '*') return t(`每小时第 ${minute} 分`, `Hourly at minute ${minute}`);
  if (!/^\d+$/.test(hour)) return cron;
  const clock = `${two((Number(hour) + 8) % 24)}:${two(Number(minute))}`;
  return t(`每天 ${clock}`, `Daily at ${clock}`);
}
