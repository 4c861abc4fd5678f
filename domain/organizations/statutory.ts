/** R69 (P12 P13) and G39: what the statutes ask of a county association, and the papers of standardisation. How often and which is the place's rule book. */
import { problem, type Problem } from '../problem.ts';
import { addMonths, isOverdue, type BusinessDate } from '../time.ts';

export const meetingKinds = ['member_congress', 'council', 'standing_council'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

export const meetingNames: Readonly<Record<MeetingKind, { zh: string; en: string }>> = {
  member_congress: { zh: '会员代表大会', en: 'Member congress' },
  council: { zh: '理事会', en: 'Council' },
  standing_council: { zh: '常务理事会', en: 'Standing council' },
};

export type MeetingIntervals = Readonly<Record<MeetingKind, number>>; // months

export function meetingDueOn(last: BusinessDate, kind: MeetingKind, intervals: MeetingIntervals): BusinessDate {
  return addMonths(last, intervals[kind]);
}

export type StatutoryState = {
  readonly registry_number: string | null;
  readonly missing_institutions: readonly string[];
  readonly founded_on: BusinessDate;
  readonly last_meetings: Partial<Readonly<Record<MeetingKind, BusinessDate>>>;
};

/** Names everything that is not in order; empty means ok. A meeting never held is due from the founding day. */
export function statutoryGaps(
  state: StatutoryState,
  intervals: MeetingIntervals,
  today: BusinessDate,
): readonly string[] {
  const gaps: string[] = [];
  if (!state.registry_number) gaps.push('民政登记');
  gaps.push(...state.missing_institutions);
  for (const kind of meetingKinds) {
    const last = state.last_meetings[kind] ?? state.founded_on;
    if (isOverdue(meetingDueOn(last, kind, intervals), today)) gaps.push(`${meetingNames[kind].zh}逾期`);
  }
  return gaps;
}

export type MeetingDue = {
  readonly meeting: MeetingKind;
  readonly last_on: BusinessDate | null;
  readonly due_on: BusinessDate;
  readonly is_overdue: boolean;
};

/** P13: the calendar of the three meetings. A meeting never held is due from the founding day; its own day is in time. */
export function meetingCalendar(
  state: Pick<StatutoryState, 'founded_on' | 'last_meetings'>,
  intervals: MeetingIntervals,
  today: BusinessDate,
): readonly MeetingDue[] {
  return meetingKinds.map((meeting) => {
    const last_on = state.last_meetings[meeting] ?? null;
    const due_on = meetingDueOn(last_on ?? state.founded_on, meeting, intervals);
    return { meeting, last_on, due_on, is_overdue: isOverdue(due_on, today) };
  });
}

/** G39 L40: the titles asked for that no document carries, in the order they are asked for. */
export function missingTitles(documents: readonly string[], required: readonly string[]): readonly string[] {
  return required.filter((title) => !documents.includes(title));
}

export function refusalToStandardise(
  documents: readonly string[],
  openCorrections: number,
  required: readonly string[],
): Problem | null {
  const missing = [
    ...missingTitles(documents, required),
    ...(openCorrections > 0 ? [`${openCorrections} 项整改`] : []),
  ];
  return missing.length > 0 ? problem('organizations.papers_missing', { missing: missing.join('、') }) : null;
}

export type RegistrationState = 'none' | 'collecting' | 'ready' | 'registered';
export function registrationState(
  papers: readonly string[],
  registryNumber: string | null,
  required: readonly string[],
): RegistrationState {
  if (registryNumber) return 'registered';
  if (papers.length === 0) return 'none';
  return missingTitles(papers, required).length === 0 ? 'ready' : 'collecting';
}

const inEnglish: Readonly<Record<string, string>> = {
  章程: 'Statutes',
  会员管理制度: 'Rules on members',
  财务制度: 'Rules on finance',
  志愿服务记录制度: 'Rules on service records',
  会议制度: 'Rules on meetings',
  发起人名册: 'List of founders',
  章程草案: 'Draft statutes',
  场所证明: 'Proof of premises',
  业务主管单位批准: 'Approval of the competent unit',
  验资报告: 'Capital verification report',
  民政登记: 'Civil registration',
  ...Object.fromEntries(
    meetingKinds.map((kind) => [`${meetingNames[kind].zh}逾期`, `${meetingNames[kind].en} overdue`]),
  ),
};

/** A title of the built-in checklists in English; one that a place has added itself stays as it is written. */
export const statutoryEnglish = (title: string): string => inEnglish[title] ?? title;
