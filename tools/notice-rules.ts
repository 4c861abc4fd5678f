/** The rule of the house about messages. Each broken one is a sentence. */
import { isTest, type SourceFile } from './import-rules.ts';

export const noticeDoor = 'server/db/notices.ts';

/** By hand a message would go past its kind's channels, what its reader prefers, and the text message that is due. Functions of the database are read too. */
export function noticesByHand(files: readonly SourceFile[]): string[] {
  return files
    .filter(
      ({ path, text }) =>
        /\.(tsx?|mjs|sql)$/.test(path) &&
        path !== noticeDoor &&
        !isTest(path) &&
        !path.startsWith('server/db/migrations/') &&
        /insert\s+into\s+(public\.)?"?notices\b/i.test(text),
    )
    .map(({ path }) => `${path} writes messages by hand: writer.notify and noticesTo (${noticeDoor}) are the door.`);
}
