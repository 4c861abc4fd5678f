/** From which session a stamp arrived, and what is kept of a try that was refused: for whoever looks later at one device that stamps for many. */
import type { Id } from '../../../domain/id.ts';
import { Problem } from '../../../domain/problem.ts';
import { parseCode } from '../../../domain/rotating-code.ts';
import { dayMs } from '../../../domain/time.ts';
import { newId } from '../../../domain/id.ts';
import { Reader } from '../../db/reader.ts';
import { sql } from '../../db/sql.ts';
import { refusedStampDays, stampSenderDays } from '../../env.ts';
import type { Actor } from '../../http/actor.ts';
import type { LaterNouns } from '../../later-nouns.ts';
import type { SecretBox } from '../../security/secret-box.ts';
import type { Services } from '../../services.ts';

/** Of a stamp kept without a signal, the session that sent it in the end. */
export function senderOf({ actor, secrets }: { readonly actor: Actor | null; readonly secrets: SecretBox }): Buffer {
  return secrets.senderIndex(actor?.session_id ?? '');
}

export const asBytea = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idOrNull = (text: string | undefined): Id | null => (text !== undefined && uuid.test(text) ? text : null);

/** What a try says of itself, without what was typed: digits and names are not kept. */
export type Try = {
  readonly person_id: Id;
  readonly shift_id: Id | null;
  readonly direction: 'in' | 'out';
  readonly way: string;
  readonly is_late: boolean;
};

type Scanned = { readonly direction: 'in' | 'out'; readonly offline: boolean };

/** The volunteer's own. */
export function ownTry(
  me: Id,
  input: Scanned &
    ({ readonly kind: string; readonly shift_id: Id } | { readonly kind: string; readonly code: string }),
): Try {
  const subject = 'shift_id' in input ? input.shift_id : parseCode(input.code)?.subject.id;
  return {
    person_id: me,
    shift_id: idOrNull(subject),
    direction: input.direction,
    way: input.kind,
    is_late: input.offline,
  };
}

/** At a desk; where what was shown names nobody, the try is that of whoever stands there. */
export function deskTry(
  me: Id,
  input: { readonly direction: 'in' | 'out'; readonly offline?: boolean; readonly shift_id: Id },
  shown: { readonly way: string; readonly card?: string },
): Try {
  const subject = shown.card === undefined ? undefined : parseCode(shown.card)?.subject;
  return {
    person_id: (subject?.kind === 'card' ? idOrNull(subject.id) : null) ?? me,
    shift_id: input.shift_id,
    direction: input.direction,
    way: shown.way,
    is_late: input.offline === true,
  };
}

type Trying = { readonly services: Services; readonly actor: Actor; readonly now: Date };

/** What was taken costs nothing more. A refusal is kept once it is decided, and stands whether or not it could be kept. */
export async function notingRefusal<Answer>(
  { services, actor, now }: Trying,
  tried: Try,
  act: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem)
      await new Reader(services.pool)
        .all(
          sql`
          insert into refused_stamps (person_id, id, at, shift_id, direction, way, reason, is_late, sender_index)
          values (${tried.person_id}, ${newId(now)}, ${now}, ${tried.shift_id}, ${tried.direction}, ${tried.way}, ${error.code}, ${tried.is_late}, ${senderOf({ actor, secrets: services.secrets })})`,
        )
        .catch(() => undefined);
    throw error;
  }
}

/** For the yearly audit of personal data, of the whole platform: rows name a person and no place. */
export const keptForAWhile: LaterNouns['keptForAWhile'] = async (reader) => {
  const senders = await reader.one<{ rows: number; oldest_at: Date | null }>(
    sql`select count(*)::int as rows, min(sent_at) as oldest_at from stamp_senders`,
  );
  const refused = await reader.one<{ rows: number; oldest_at: Date | null }>(
    sql`select count(*)::int as rows, min(at) as oldest_at from refused_stamps`,
  );
  return [
    {
      title_zh: '签到从哪个登录发来（加密指纹）',
      title_en: 'From which session check-ins came, as a keyed hash',
      days: stampSenderDays(),
      ...senders,
    },
    { title_zh: '被拒的签到', title_en: 'Refused check-ins', days: refusedStampDays(), ...refused },
  ];
};

export async function purgeStampSenders({ pool, clock }: Services): Promise<void> {
  const before = (days: number): Date => new Date(clock().getTime() - days * dayMs);
  const reader = new Reader(pool);
  await reader.all(sql`delete from stamp_senders where sent_at < ${before(stampSenderDays())}`);
  await reader.all(sql`delete from refused_stamps where at < ${before(refusedStampDays())}`);
}
