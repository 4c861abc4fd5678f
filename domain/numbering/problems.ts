import type { ProblemTable } from '../problem-words.ts';

export const numberingProblems = {
  'numbering.series_full': {
    status: 409,
    zh: '这个编号序列用完了（最多 {last} 号），没有保存；请联系系统管理员',
    en: 'This series of numbers is used up (the last is {last}), so nothing was saved; tell the administrator of the installation',
  },
} as const satisfies ProblemTable;
