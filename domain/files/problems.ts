import type { ProblemTable } from '../problem-words.ts';

export const filesProblems = {
  'files.empty': {
    status: 422,
    zh: '表里没有内容，请检查是不是选错了文件',
    en: 'The file holds nothing; check whether it is the right one',
  },
  'files.unknown_kind': {
    status: 415,
    zh: '认不出这种文件，请用 .xlsx、.xls、.ods 或 .csv',
    en: 'This kind of file is unknown; use .xlsx, .xls, .ods or .csv',
  },
  'files.not_a_sheet': {
    status: 415,
    zh: '这是 {kind} 文件，不是表格；请把名单另存为 .xlsx 再传',
    en: 'This is a file of the kind {kind} and no sheet; save the list as .xlsx and send that',
  },
  'files.web_page': {
    status: 415,
    zh: '这是网页，里面有藏起来的内容；请用 Excel 或 WPS 打开，另存为 .xlsx 再传',
    en: 'This is a web page with hidden content; open it in Excel or WPS, save it as .xlsx and send that',
  },
  'files.broken_text': {
    status: 422,
    zh: '第 {row} 行有坏掉的字，读不出来；请在 Excel 或 WPS 里改好，另存为 .xlsx 再传',
    en: 'Row {row} holds a broken character; mend it in Excel or WPS, save it as .xlsx and send that',
  },
  'files.document_kind': {
    status: 415,
    zh: '只收 PDF、Word、Excel、PPT、WPS、JPG、PNG 和 TXT，内容要和扩展名一致；请另存后再传',
    en: 'Only PDF, Word, Excel, PPT, WPS, JPG, PNG and TXT, whose content is what the name says; save it again and send that',
  },
  'files.damaged': {
    status: 422,
    zh: '文件打不开，可能没有存完整；请在 Excel 或 WPS 里另存为 .xlsx 再传',
    en: 'The file cannot be opened and may be incomplete; save it again as .xlsx and send that',
  },
  'files.password': {
    status: 422,
    zh: '文件加了密码，请去掉密码再传',
    en: 'The file is protected by a password; remove it and send the file again',
  },
  'files.too_large': {
    status: 413,
    zh: '文件有 {size} MB，最多 {limit} MB；请拆成几份',
    en: 'The file has {size} MB, the limit is {limit} MB; split it',
  },
  'files.bomb': {
    status: 422,
    zh: '文件解开后大得不正常（{size} MB），没有打开；请把数据复制到新表再传',
    en: 'Unpacked, the file would be abnormally large ({size} MB) and was not opened; copy the data into a new sheet',
  },
  'files.too_many_rows': {
    status: 422,
    zh: '表里超过 {limit} 行，没有导入任何一行；请拆成几份',
    en: 'The sheet has more than {limit} rows, and none was imported; split it',
  },
  'files.too_complex': {
    status: 422,
    zh: '文件太复杂，读不下来；请把数据复制到新表再传',
    en: 'The file is too complex to read; copy the data into a new sheet',
  },
  'files.header_missing': {
    status: 422,
    zh: '没有找到表头，至少要有这些列：{columns}；可以下载模板对照',
    en: 'No header row was found; at least these columns are needed: {columns}. The template shows them',
  },
  'files.header_twice': {
    status: 422,
    zh: '有几列都像“{column}”：{columns}；请只留一列，或给不用的列改个名',
    en: 'Several columns could be “{column}”: {columns}. Keep one, or rename those not meant',
  },
  'files.sheet_unknown': {
    status: 422,
    zh: '文件里没有叫“{name}”的表，请重新选',
    en: 'There is no sheet “{name}” in the file; choose again',
  },
  'files.hidden_rows': {
    status: 409,
    zh: '表里有 {count} 行是隐藏或筛掉的（第 {rows} 行），请先选：连它们一起导入，还是只导入看得见的',
    en: '{count} rows of the sheet are hidden or filtered out (rows {rows}); choose first whether to take them or only the visible ones',
  },
  'files.several_sheets': {
    status: 409,
    zh: '文件里还有别的表也有这样的名单：{others}；现在看的是“{chosen}”，请先选导入哪一张',
    en: 'Other sheets of the file hold such a list too: {others}; “{chosen}” is shown now. Choose which one to take',
  },
  'files.date_missing': {
    status: 422,
    zh: '日期空着，请填成 2023-06-05 的样子',
    en: 'The date is empty; write it like 2023-06-05',
  },
  'files.date_unknown': {
    status: 422,
    zh: '日期“{text}”认不出，请写成 2023-06-05 的样子',
    en: 'Date “{text}” cannot be read; write it like 2023-06-05',
  },
  'files.date_unreal': {
    status: 422,
    zh: '没有“{text}”这一天，请核对',
    en: 'There is no such day as “{text}”; check it',
  },
  'files.duration_missing': {
    status: 422,
    zh: '时长空着，请填成 2.5 或 2小时30分',
    en: 'The duration is empty; write 2.5 or 2小时30分',
  },
  'files.duration_unknown': {
    status: 422,
    zh: '时长“{text}”认不出，请写成 2.5 或 2小时30分',
    en: 'Duration “{text}” cannot be read; write 2.5 or 2小时30分',
  },
  'files.duration_not_positive': {
    status: 422,
    zh: '时长“{text}”应大于 0，请核对',
    en: 'Duration “{text}” must be above 0; check it',
  },
  'files.duration_fraction': {
    status: 422,
    zh: '时长“{text}”换不成整分钟，请写成“2小时20分”的样子',
    en: 'Duration “{text}” makes no whole minutes; write it like 2小时20分',
  },
  'files.duration_hidden': {
    status: 422,
    zh: '格式把数藏起来了，看不见；请改成普通格式，写成 2.5 或 2小时30分',
    en: 'The format hides the number; use a plain format and write 2.5 or 2小时30分',
  },
  'files.duration_is_date': {
    status: 422,
    zh: '“{text}”是日期，不是时长；请写成 2.5 或 2小时30分',
    en: '“{text}” is a date, not a duration; write 2.5 or 2小时30分',
  },
  'files.duration_is_clock': {
    status: 422,
    zh: '“{text}”是几点钟，不是多久；请写成 2.5 或 2小时30分',
    en: '“{text}” is a time of day, not a length of time; write 2.5 or 2小时30分',
  },
  'files.duration_shown_otherwise': {
    status: 422,
    zh: '显示的是“{text}”，里面存的是 {held}，对不上；请直接写成“2小时30分”',
    en: 'The cell shows “{text}” but holds {held}; write it out like 2小时30分',
  },
  'files.duration_unit_unclear': {
    status: 422,
    zh: '“{text}”的单位不清楚；请写成“2小时30分”，或在表头写明“时长（小时）”或“时长（分钟）”',
    en: 'The unit of “{text}” is unclear; write 2小时30分, or say 时长（小时） or 时长（分钟） in the header',
  },
  'files.duration_looks_like_time': {
    status: 422,
    zh: '“{text}”像是时间丢了格式变成的小数；请写成“2小时30分”，或在表头写明“时长（小时）”',
    en: '“{text}” looks like a time that lost its format; write 2小时30分, or say 时长（小时） in the header',
  },
  'files.cell_error': {
    status: 422,
    zh: '公式没有算出来（{text}）；请在 Excel 里改好，或换成算好的数',
    en: 'The formula has no result ({text}); mend it in Excel, or put the computed value in its place',
  },
  'files.infected': {
    status: 422,
    zh: '文件里查出病毒，没有收下。请先杀毒，或请发给您的人重新给一份',
    en: 'The file holds a virus and was not taken. Clean it, or ask whoever gave it to you for another',
  },
  'files.not_scanned': {
    status: 503,
    zh: '现在查不了毒，文件没有收下，请稍后再传；一直不行请告诉管理员',
    en: 'Files cannot be scanned for viruses now, so it was not taken. Try again shortly; if it goes on, tell the administrator',
  },
} as const satisfies ProblemTable;
