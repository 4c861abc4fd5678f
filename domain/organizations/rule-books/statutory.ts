/**
 * What a place asks of its associations by their statutes: how often the three meetings are held (P13), which written
 * systems standardisation asks for (G39), which papers the civil registration needs (L40).
 */
import { z } from 'zod';
import { meetingKinds, type MeetingKind } from '../statutory.ts';
import type { Tighter } from './direction.ts';

/** Five years is the term of a member congress: a longer interval would never ask for one. */
const months = z.int().min(1).max(60);
/** Titles as documents carry them; the same title twice asks for nothing more. */
const titles = z.array(z.string().trim().min(1).max(80)).min(1).max(40).readonly();

export const statutoryBody = z
  .object({
    meeting_months: z.object(
      Object.fromEntries(meetingKinds.map((kind) => [kind, months])) as Record<MeetingKind, typeof months>,
    ),
    required_systems: titles,
    registration_papers: titles,
  })
  .superRefine((body, context) => {
    for (const list of ['required_systems', 'registration_papers'] as const) {
      if (new Set(body[list]).size < body[list].length)
        context.addIssue({ code: 'custom', path: [list], message: '同一份只写一次' });
    }
  });
export type StatutoryBody = z.infer<typeof statutoryBody>;

export const statutoryTighter: Tighter<StatutoryBody> = {
  meeting_months: { member_congress: 'lower', council: 'lower', standing_council: 'lower' },
  required_systems: 'superset',
  registration_papers: 'superset',
};

/** The documents give no numbers and no list: these are the platform's own to begin with, until a place issues its book. */
export const defaultStatutory: StatutoryBody = {
  meeting_months: { member_congress: 12, council: 6, standing_council: 3 },
  required_systems: ['章程', '会员管理制度', '财务制度', '志愿服务记录制度', '会议制度'],
  registration_papers: ['发起人名册', '章程草案', '场所证明', '业务主管单位批准', '验资报告'],
};
