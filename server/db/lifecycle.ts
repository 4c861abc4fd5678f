import { maskName } from '../../domain/masking.ts';
import {
  becomes,
  goes,
  keepsOrganization,
  keepsPerson,
  ofPerson,
  retains,
  stays,
  type Going,
  type Lifecycle,
  type Step,
} from '../lifecycle.ts';
import { sql } from './sql.ts';

const removeNotices: Step<Going> = (writer, { people }) =>
  writer.run(sql`delete from notices where person_id = any(${people}::uuid[])`);
const removePreferences: Step<Going> = (writer, { people }) =>
  writer.run(sql`delete from notice_preferences where person_id = any(${people}::uuid[])`);

/** Messages to others that name the person keep the mask that every list shows; so does a namesake’s, which stays readable. */
const eraseEverywhere: Step<Going> = async (writer, given, later) => {
  await removeNotices(writer, given, later);
  for (const name of new Set(given.known_by.names)) {
    await writer.run(sql`
      update notices set params = jsonb_set(params, '{name}', to_jsonb(${maskName(name)}::text)) where params ->> 'name' = ${name}`);
  }
};

/** What no noun owns. */
export const baseLifecycle: Lifecycle = {
  lines: [
    ...keepsOrganization('audit_events', ['organization_path'], 'says who could see it then'),
    ...keepsPerson(
      'audit_events',
      ['actor_person_id'],
      'says by id who did it; events are sealed and hold masks alone',
    ),
    ofPerson('notices', 'person_id', {
      withdrawn: stays('can still be read by whoever signs in'),
      erased: becomes('deleted', 'and a name in messages to others is masked', eraseEverywhere),
      unimported: becomes('deleted', 'nobody ever read them', removeNotices),
      merged: stays('said under the registration that went; goes when the person is erased'),
    }),
    ofPerson('notice_preferences', 'person_id', {
      withdrawn: stays('counts for whoever still signs in'),
      ...goes(becomes('deleted', 'nothing is told any more', removePreferences)),
      merged: stays('the kept registration has its own; goes when the person is erased'),
    }),
  ],
  retained: [
    ...retains(
      'audit_events',
      [
        'permission',
        'action',
        'subject_type',
        'subject_id',
        'organization_path',
        'before',
        'after',
        'reason',
        'request_id',
      ],
      'sealed history: who did what to which id, personal fields masked',
    ),
    ...retains(
      'removed_rows',
      ['row_key'],
      'ids, keyed hashes and words of lists, by which verify knows that the platform removed a row',
    ),
  ],
};
