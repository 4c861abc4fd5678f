import type { Id } from '../../../../domain/id.ts';
import type { ListName } from '../../../../domain/organizations/list-names.ts';
import type { BusinessDate } from '../../../../domain/time.ts';
import { writeWorkbook } from '../../../files/write-sheet.ts';
import type { Reader } from '../../../db/reader.ts';
import type { Actor } from '../../../http/actor.ts';
import { pathOn } from '../../tree/as-of.ts';
import { loadReadable } from '../../tree/load-organization.ts';
import { lists } from './all.ts';
import { answerOf, speaking, type Asked as AskedOfList, type Language } from './list.ts';

type Asked = {
  list: ListName;
  organization_id: Id;
  day: BusinessDate;
  words: string | undefined;
  language: Language;
  later: AskedOfList['later'];
};

/** The rows of a list as its page shows them, those that hold the words where some were typed. */
export async function listWorkbook(reader: Reader, actor: Actor, { list, organization_id, words, ...asked }: Asked) {
  const scope = await loadReadable(reader, actor, organization_id);
  const { day, language } = asked;
  const answer = await answerOf(lists[list], reader, { ...asked, path: await pathOn(reader, scope, day) });
  const t = speaking(language);
  const states = {
    ok: t('已落实', 'In place'),
    due: t('推进中', 'In progress'),
    behind: t('还缺', 'Missing'),
    late: t('逾期', 'Overdue'),
    none: '',
  };
  const wanted = (words ?? '').toLowerCase();
  const rows = answer.rows.filter((row) =>
    `${row.organization_name} ${row.place} ${row.detail}`.toLowerCase().includes(wanted),
  );
  const columns = [
    { header: t('序号', 'No.'), width: 6 },
    { header: t('组织', 'Organisation'), width: 28 },
    { header: t('所在', 'Place'), width: 28 },
    { header: t('状态', 'State') },
    { header: t('情况', 'What is so'), width: 60 },
    { header: t('日期', 'Date') },
  ];
  const title = t(answer.title_zh, answer.title_en);
  const cells = rows.map((row, index) => [
    index + 1,
    row.organization_name,
    row.place,
    states[row.state],
    row.detail,
    row.on ?? '',
  ]);
  return {
    scope,
    rows: rows.length,
    file: { content: writeWorkbook(title, columns, cells), name: `${title} ${day}.xlsx` },
  };
}
