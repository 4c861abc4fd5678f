import type { Id } from '../../../domain/id.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersAt } from '../../holders.ts';

/** Those who keep this organisation's record hear at once of what is asked of it. */
export const editorsOf = (writer: Writer, organization: { readonly id: Id }): Promise<Id[]> =>
  holdersAt(writer, organization.id, ['organizations.edit'], writer.now);
