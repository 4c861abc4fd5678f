/**
 * Ids of audit events. Their last five bytes are a MAC under a key that lies outside the database: whoever holds the database
 * alone cannot make one, so an event invented by hand explains nothing (decision 062).
 */
import { newId, type Id } from '../../domain/id.ts';
import type { SecretBox } from '../security/secret-box.ts';

/** What the id vouches for beside its moment; what else an event says is sealed at night. */
export type EventOrigin = {
  readonly action: string;
  readonly actor_person_id: Id | null;
  readonly request_id: string;
};

const unsignedLength = 26; // all but ten of the 36 characters

export function eventId(secrets: SecretBox, now: Date, origin: EventOrigin): Id {
  const unsigned = newId(now).slice(0, unsignedLength);
  return unsigned + mac(secrets, unsigned, origin);
}

export function isOurs(secrets: SecretBox, id: Id, origin: EventOrigin): boolean {
  const unsigned = id.slice(0, unsignedLength);
  return id.slice(unsignedLength) === mac(secrets, unsigned, origin);
}

function mac(secrets: SecretBox, unsigned: string, { action, actor_person_id, request_id }: EventOrigin): string {
  return secrets
    .codeMac(['audit event', unsigned, action, actor_person_id ?? '', request_id].join('\n'))
    .toString('hex', 0, 5);
}
