/** Days of the year with a name (S38, R59, P65). Offices add their own. */
import type { BusinessDate } from '../time.ts';

export type ServiceDay = {
  readonly code: string;
  readonly clause: string;
  readonly zh: string;
  readonly en: string;
  readonly month: number | null;
  readonly day: number;
};

const serviceDays: readonly ServiceDay[] = [
  {
    code: 'neighbour_day',
    clause: 'S38',
    zh: '“邻舍+”志愿服务日',
    en: '“Neighbour+” service day',
    month: null,
    day: 20,
  },
  {
    code: 'youth_volunteer_day',
    clause: 'P65',
    zh: '中国青年志愿者服务日',
    en: 'China Youth Volunteers’ Day',
    month: 3,
    day: 5,
  },
  {
    code: 'international_volunteer_day',
    clause: 'P65',
    zh: '12.5 国际志愿者日',
    en: 'International Volunteer Day',
    month: 12,
    day: 5,
  },
];

export function serviceDaysOn(date: BusinessDate, days: readonly ServiceDay[] = serviceDays): ServiceDay[] {
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return days.filter((each) => each.day === day && (each.month === null || each.month === month));
}
