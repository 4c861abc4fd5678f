import type { confirmAttendances } from '../../../contract/records/confirmations.ts';
import { problemSentence } from '../../../domain/problem.ts';
import type { Call } from '../../http/mount.ts';
import { confirmMany } from './confirm-attendance.ts';

/** Confirms line by line; what is refused says why in the reader's language. */
export async function confirmLines(call: Call<typeof confirmAttendances>) {
  const results = await call.write((writer) => confirmMany(writer, call.body.lines));
  return {
    results: results.map((result) => ({
      ...result,
      refusal_sentence: result.refusal === null ? null : problemSentence(result.refusal, {}, call.language),
    })),
  };
}
