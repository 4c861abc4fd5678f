import type { InsuranceKind, RiskKind } from '../../../../domain/organizations/rule-books/risks.ts';
import type { Category } from '../../../../domain/projects/categories.ts';
import type { CheckInKind } from '../../../../domain/projects/publishing-checks.ts';
import type { Activity } from './activity-shown.ts';

/** What the editor holds while it is typed: figures as text, shifts as instants. */
export type ShiftDraft = { name: string; starts_at: string; ends_at: string; capacity: number };
export type DraftLeader = { id: string; name: string; stays: boolean };
export type ActivityDraft = {
  title: string;
  description: string;
  category: Category;
  topics: string[];
  place: string;
  longitude: string;
  latitude: string;
  gathering_note: string;
  contact_phone: string;
  programme: string;
  risk_statement: string;
  risks: RiskKind[];
  insurance: InsuranceKind;
  minimum_age: string;
  maximum_age: string;
  is_parent_child: boolean;
  required_skills: string;
  required_qualifications: string;
  check_in_kinds: CheckInKind[];
  fence_metres: string;
  waitlist_capacity: string;
  signs_up_here: boolean;
  leaders: readonly DraftLeader[];
  leader_numbers: string;
  shifts: ShiftDraft[];
};

export const emptyActivity: ActivityDraft = {
  title: '',
  description: '',
  category: 'community',
  topics: [],
  place: '',
  longitude: '',
  latitude: '',
  gathering_note: '',
  contact_phone: '',
  programme: '',
  risk_statement: '',
  risks: [],
  insurance: 'none',
  minimum_age: '',
  maximum_age: '',
  is_parent_child: false,
  required_skills: '',
  required_qualifications: '',
  check_in_kinds: ['rotating_code', 'staff_scan', 'short_code'],
  fence_metres: '',
  waitlist_capacity: '50',
  signs_up_here: true,
  leaders: [],
  leader_numbers: '',
  shifts: [],
};

export function draftOf(activity: Activity): ActivityDraft {
  const figure = (value: number | null): string => (value === null ? '' : String(value));
  return {
    title: activity.title,
    description: activity.description,
    category: activity.category,
    topics: [...activity.topics],
    place: activity.place,
    longitude: figure(activity.pin?.longitude ?? null),
    latitude: figure(activity.pin?.latitude ?? null),
    gathering_note: activity.gathering_note,
    contact_phone: activity.contact_phone ?? '',
    programme: activity.programme.map((line) => `${line.clock} ${line.text}`).join('\n'),
    risk_statement: activity.risk_statement,
    risks: [...activity.risks],
    insurance: activity.insurance,
    minimum_age: figure(activity.minimum_age),
    maximum_age: figure(activity.maximum_age),
    is_parent_child: activity.is_parent_child,
    required_skills: activity.required_skills.join(' '),
    required_qualifications: activity.required_qualifications.join(' '),
    check_in_kinds: activity.check_in_kinds as CheckInKind[],
    fence_metres: figure(activity.fence_metres),
    waitlist_capacity: String(activity.waitlist_capacity),
    signs_up_here: activity.signs_up_here,
    leaders: activity.leaders.map(({ id, name }) => ({ id, name, stays: true })),
    leader_numbers: '',
    shifts: activity.shifts.map(({ name, starts_at, ends_at, capacity }) => ({ name, starts_at, ends_at, capacity })),
  };
}

const words = (text: string): string[] => text.split(/[\s,，、;；]+/).filter((word) => word !== '');
const figure = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** The programme is typed one line a step: 09:20 分三段捡拾 */
function programmeOf(text: string): { clock: string; text: string }[] {
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(\d{1,2})[:：](\d{2})\s*(.+)$/.exec(line);
    return found === null
      ? []
      : [{ clock: `${found[1]?.padStart(2, '0')}:${found[2]}`, text: (found[3] ?? '').trim() }];
  });
}

export function bodyOf(draft: ActivityDraft) {
  const { longitude, latitude, leaders, ...rest } = draft;
  return {
    ...rest,
    pin:
      longitude.trim() === '' || latitude.trim() === ''
        ? null
        : { longitude: Number(longitude), latitude: Number(latitude) },
    programme: programmeOf(draft.programme),
    minimum_age: figure(draft.minimum_age),
    maximum_age: figure(draft.maximum_age),
    fence_metres: figure(draft.fence_metres),
    waitlist_capacity: figure(draft.waitlist_capacity) ?? 0,
    required_skills: words(draft.required_skills),
    required_qualifications: words(draft.required_qualifications),
    leader_ids: leaders.filter((leader) => leader.stays).map((leader) => leader.id),
    leader_numbers: words(draft.leader_numbers),
  };
}
