import type { ProblemTable } from '../problem.ts';

export const filesProblems = {
  'files.empty': { status: 422, zh: '表里没有内容，请检查是不是选错了文件', en: 'The file holds nothing; check whether it is the right one' },
  'files.unknown_kind': { status: 415, zh: '认不出这种文件，请用 .xlsx、.xls 或 .csv', en: 'This kind of file is unknown; use .xlsx, .xls or .csv' },
  'files.document_kind': { status: 415, zh: '只收 PDF、Word、Excel、PPT、WPS、JPG、PNG 和 TXT，内容要和扩展名一致；请另存后再传', en: 'Only PDF, Word, Excel, PPT, WPS, JPG, PNG and TXT, whose content is what the name says; save it again and send that' },
  'files.damaged': { status: 422, zh: '文件打不开，可能没有存完整；请在 Excel 或 WPS 里另存为 .xlsx 再传', en: 'The file cannot be opened and may be incomplete; save it again as .xlsx and send that' },
  'files.password': { status: 422, zh: '文件加了密码，请去掉密码再传', en: 'The file is protected by a password; remove it and send the file again' },
  'files.too_large': { status: 413, zh: '文件有 {size} MB，最多 {limit} MB；请拆成几份', en: 'The file has {size} MB, the limit is {limit} MB; split it' },
  'files.bomb': { status: 422, zh: '文件解开后大得不正常（{size} MB），没有打开；请把数据复制到新表再传', en: 'Unpacked, the file would be abnormally large ({size} MB) and was not opened; copy the data into a new sheet' },
  'files.too_many_rows': { status: 422, zh: '表里超过 {limit} 行，没有导入任何一行；请拆成几份', en: 'The sheet has more than {limit} rows, and none was imported; split it' },
  'files.too_complex': { status: 422, zh: '文件太复杂，读不下来；请把数据复制到新表再传', en: 'The file is too complex to read; copy the data into a new sheet' },
  'files.header_missing': { status: 422, zh: '没有找到表头，至少要有这些列：{columns}；可以下载模板对照', en: 'No header row was found; at least these columns are needed: {columns}. The template shows them' },
  'files.date_missing': { status: 422, zh: '日期空着，请填成 2023-06-05 的样子', en: 'The date is empty; write it like 2023-06-05' },
  'files.date_unknown': { status: 422, zh: '日期“{text}”认不出，请写成 2023-06-05 的样子', en: 'Date “{text}” cannot be read; write it like 2023-06-05' },
  'files.date_unreal': { status: 422, zh: '没有“{text}”这一天，请核对', en: 'There is no such day as “{text}”; check it' },
  'files.duration_missing': { status: 422, zh: '时长空着，请填成 2.5 或 2小时30分', en: 'The duration is empty; write 2.5 or 2小时30分' },
  'files.duration_unknown': { status: 422, zh: '时长“{text}”认不出，请写成 2.5 或 2小时30分', en: 'Duration “{text}” cannot be read; write 2.5 or 2小时30分' },
  'files.duration_not_positive': { status: 422, zh: '时长“{text}”应大于 0，请核对', en: 'Duration “{text}” must be above 0; check it' },
  'files.duration_fraction': { status: 422, zh: '时长“{text}”换不成整分钟，请写成“2小时20分”的样子', en: 'Duration “{text}” makes no whole minutes; write it like 2小时20分' },
  'files.infected': { status: 422, zh: '文件里查出病毒，没有收下。请先杀毒，或请发给您的人重新给一份', en: 'The file holds a virus and was not taken. Clean it, or ask whoever gave it to you for another' },
  'files.not_scanned': { status: 503, zh: '现在查不了毒，文件没有收下，请稍后再传；一直不行请告诉管理员', en: 'Files cannot be scanned for viruses now, so it was not taken. Try again shortly; if it goes on, tell the administrator' },
} as const satisfies ProblemTable;
