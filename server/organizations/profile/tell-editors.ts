import type { Id } from '../../../domain/id.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersAt } from '../../holders.ts';

/** Those who keep this organisation's record hear at once of what is asked of it. Says how many they are. */
export async function tellEditors(
  writer: Writer,
  organization: { id: Id },
  tell: (editor: Id) => Promise<void>,
): Promise<number> {
  const editors = await holdersAt(writer, organization.id, ['organizations.edit'], writer.now);
  for (const editor of editors) await tell(editor);
  return editors.length;
}
