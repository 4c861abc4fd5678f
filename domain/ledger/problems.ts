import type { ProblemTable } from '../problem-words.ts';

export const ledgerProblems = {
  'ledger.insufficient_balance': {
    status: 409,
    zh: '余额不够：现有 {balance}，需要 {amount}；请核对后再记',
    en: 'The balance is too low: {balance} held, {amount} needed; check and try again',
  },
  'ledger.amount_invalid': {
    status: 400,
    zh: '记账数量要是大于零的整数',
    en: 'An amount must be a whole number above zero',
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
