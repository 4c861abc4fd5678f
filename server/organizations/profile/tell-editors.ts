import type { Id } from '../../../domain/id.ts';
import type { NoticeKind } from '../../../domain/notice-words.ts';
import type { Writer } from '../../db/writer.ts';
import { holdersAt } from '../../holders.ts';

/** Those who keep this organisation's record hear at once of what is asked of it. Says how many they are. */
export async function tellEditors(
  writer: Writer,
  organization: { id: Id; name: string },
  kind: NoticeKind,
  params: { title: string; due: string },
  part = 'tasks',
): Promise<number> {
  const editors = await holdersAt(writer, organization.id, ['organizations.edit'], writer.now);
  for (const editor of editors) {
    await writer.notify(
      editor,
      kind,
      { organization: organization.name, ...params },
      `/console/organizations?at=${organization.id}&part=${part}`,
    );
  }
  return editors.length;
}
