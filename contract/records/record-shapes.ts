import { z } from 'zod';
import { attendanceStates, qualities } from '../../domain/records/attendance.ts';
import { presenceSources } from '../../domain/records/presence.ts';
import { id } from '../shapes.ts';

export const balance = z.enum(['credit_minutes', 'honorary_minutes']);
export const source = z.enum(presenceSources);
export const state = z.enum(attendanceStates);
export const quality = z.enum(qualities);
export const own = { volunteer_id: id, record_id: id };
