/** The audit event of what the platform does by itself, outside write(): it stands in the transaction that does it. */
import type { AuditAction } from '../../domain/audit-actions.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { eventId } from './event-id.ts';
import type { Reader } from './reader.ts';
import { sql } from './sql.ts';

export type OwnEvent = {
  readonly now: Date;
  readonly action: AuditAction;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly after: object;
  readonly request_id: string;
};

export async function leaveEvent(reader: Reader, secrets: SecretBox, event: OwnEvent): Promise<void> {
  const id = eventId(secrets, event.now, { ...event, actor_person_id: null });
  await reader.all(sql`
    insert into audit_events (id, at, action, subject_type, subject_id, after, request_id)
    values (${id}, ${event.now}, ${event.action}, ${event.subject_type}, ${event.subject_id}, ${JSON.stringify(event.after)}, ${event.request_id})`);
}
