import type { ProblemTable } from '../problem-words.ts';

export const ledgerProblems = {
  'ledger.insufficient_balance': {
    status: 409,
    zh: '余额不够：现有 {balance}，需要 {amount}；请核对后再记',
    en: 'The balance is too low: {balance} held, {amount} needed; check and try again',
  },
  'ledger.amount_invalid': {
    status: 400,
    zh: '记账数量要是不为零的整数，请核对数量',
    en: 'An amount must be a whole number other than zero; check it',
  },
  'ledger.amount_too_large': {
    status: 409,
    zh: '记账后的余额超过了能准确表示的最大数，请核对数量',
    en: 'The balance would be too large to be exact; check the amount',
  },
  'ledger.total_too_large': {
    status: 409,
    zh: '合计超过了能准确表示的最大数，请缩短时间或分开查',
    en: 'The total is too large to be exact; ask for a shorter time or for parts',
  },
  'ledger.legs_unbalanced': {
    status: 400,
    zh: '这一笔的收付不平：每种单位收和付要相等，请核对各行数量',
    en: 'What is given and what is received differ; in each unit they must be equal, check the amounts',
  },
  'ledger.account_invalid': {
    status: 400,
    zh: '没有这样的账户：{account}，请核对账户和单位',
    en: 'There is no such account: {account}; check account and unit',
  },
  'ledger.reference_invalid': {
    status: 400,
    zh: '依据和请求编号各要一行文字，请补上',
    en: 'Reference and request key must each be one line of text; fill them in',
  },
  'ledger.not_a_strike': {
    status: 409,
    zh: '这一笔不是冲回，没有可恢复的；请核对编号',
    en: 'This entry is no reversal, so nothing can be given back; check its number',
  },
  'ledger.already_overturned': {
    status: 409,
    zh: '这次冲回已经恢复过，不必再恢复；请看它的历史',
    en: 'This reversal has been overturned already; see its history',
  },
  'ledger.already_reversed': {
    status: 409,
    zh: '这一笔已经冲回过，不必再冲；请看它的历史',
    en: 'This entry has been reversed already; see its history',
  },
  'ledger.reversal_of_reversal': {
    status: 409,
    zh: '这一笔本身就是冲回；要恢复原来的，请重新记一笔',
    en: 'This entry is itself a reversal; post a new entry to bring the original back',
  },
  'ledger.transfer_not_found': { status: 404, zh: '没有找到这一笔，请核对编号', en: 'No such entry; check its number' },
} as const satisfies ProblemTable;
