import { attachmentSubjects } from '../../domain/attachments/subjects.ts';
import { takingUp, uploadId } from '../attachments.ts';
import { z } from 'zod';
import { attendanceStates, qualities } from '../../domain/records/attendance.ts';
import { presenceSources } from '../../domain/records/presence.ts';
import { id } from '../shapes.ts';

/** Photographs and papers that a proposal rests on, beside what is written. */
export const evidenceFiles = { upload_ids: z.array(uploadId).max(attachmentSubjects.hours_evidence.most).default([]) };
/** How a write is refused that comes with another content under the same key, or with files that are none. */
export const askedOnce = ['core.request_key_reused', ...takingUp] as const;

export const balance = z.enum(['credit_minutes', 'honorary_minutes']);
export const source = z.enum(presenceSources);
export const state = z.enum(attendanceStates);
export const quality = z.enum(qualities);
export const own = { volunteer_id: id, record_id: id };
