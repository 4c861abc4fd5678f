/** By which ways somebody wants to be told what; the rows lie with the person, and only what differs from the kind's own has one. */
import { changeable, offeredKinds, type Channel, type OfferedGroup, type Said } from '../../../domain/notices.ts';
import { problem } from '../../../domain/problem.ts';
import type { Id } from '../../../domain/id.ts';
import type { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import type { Writer } from '../../db/writer.ts';
import { smsQuietHours } from '../../env.ts';
import type { Actor } from '../../http/actor.ts';
import { senderFromEnvironment } from '../sign-in/phone-sender.ts';

type Row = Said & { readonly kind: string };

const saidBy = (reader: Reader, person: Id): Promise<Row[]> =>
  reader.all<Row>(sql`select kind, in_app, sms from notice_preferences where person_id = ${person}`);

export async function noticePreferences(reader: Reader, actor: Actor, language: 'zh' | 'en') {
  const said = new Map((await saidBy(reader, actor.person_id)).map((row) => [row.kind, row] as const));
  const { from, until } = smsQuietHours();
  const groups: OfferedGroup[] = offeredKinds(said, { is_staff: actor.grants.length > 0, language });
  return {
    sends_sms: senderFromEnvironment() !== null,
    quiet_hours: from === until ? null : { from, until },
    groups: groups.map((group) => ({ ...group, kinds: [...group.kinds] })),
  };
}

/** One switch at a time; two at once of one kind both count, because each writes its own column. */
export async function setNoticePreference(
  writer: Writer,
  input: { readonly kind: string; readonly channel: Channel; readonly is_on: boolean },
): Promise<{ done: true }> {
  const kind = changeable(input.kind, input.channel);
  if (kind === null) throw problem('accounts.notice_stays', {}, 'kind');
  const me = writer.caller.person_id;
  const column = sql.raw(input.channel === 'sms' ? 'sms' : 'in_app');
  const before = (await saidBy(writer, me)).find((row) => row.kind === kind)?.[input.channel] ?? null;
  await writer.run(sql`
    insert into notice_preferences (person_id, kind, ${column}, changed_at) values (${me}, ${kind}, ${input.is_on}, ${writer.now})
    on conflict (person_id, kind) do update set ${column} = excluded.${column}, changed_at = excluded.changed_at`);
  await writer.audit({
    action: 'accounts.set_notice_preference',
    subject_type: 'person',
    subject_id: me,
    before: { kind, channel: input.channel, is_on: before },
    after: { kind, channel: input.channel, is_on: input.is_on },
  });
  return { done: true };
}
