import type { Id } from '../../../domain/id.ts';
import { problem } from '../../../domain/problem.ts';
import { sql } from '../../db/sql.ts';
import type { WriteContext, Writer } from '../../db/writer.ts';
import { enterOne } from './enter-sign-ups.ts';
import { signUp, type SignUpAnswer } from './sign-up.ts';

/** Accepting is signing oneself up, under the same rules; an invitation opens no back door. */
export async function answerInvitation(
  writer: Writer,
  context: WriteContext,
  input: { invitation_id: Id; answer: 'accepted' | 'declined'; risk_acknowledged: boolean },
): Promise<{ answer: string; sign_up: SignUpAnswer | null }> {
  const me = writer.caller.person_id;
  const row = await writer.maybe<{ activity_id: Id; shift_id: Id; answered_at: Date | null }>(sql`
    select activity_id, shift_id, answered_at from invitations where volunteer_id = ${me} and id = ${input.invitation_id}`);
  if (row === undefined) throw problem('core.not_found');
  if (row.answered_at !== null) throw problem('projects.invitation_answered');
  // the request key belongs to this write, so the statement inside it carries none
  const { request_key: _, ...inner } = context;
  const signed =
    input.answer === 'declined'
      ? null
      : await signUp({ enter: (entry) => enterOne(writer, entry), kept: writer }, writer, inner, {
          volunteer_id: me,
          activity_id: row.activity_id,
          shift_id: row.shift_id,
          risk_acknowledged: input.risk_acknowledged,
        });
  await writer.run(
    sql`update invitations set answered_at = ${writer.now}, answer = ${input.answer} where volunteer_id = ${me} and id = ${input.invitation_id}`,
  );
  await writer.audit({
    action: 'projects.answer_invitation',
    subject_type: 'invitation',
    subject_id: input.invitation_id,
    after: { answer: input.answer },
  });
  return { answer: input.answer, sign_up: signed };
}
