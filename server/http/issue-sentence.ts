import type { z } from 'zod';

/** Sentences for what a schema refuses: what is wrong and what to do, never the library's own words. */
export function issueSentence(issue: z.core.$ZodIssue, language: 'zh' | 'en'): string {
  const [zh, en] = sentences(issue);
  return language === 'zh' ? zh : en;
}

const unknown = ['这一项不对，请核对', 'Not right; please check it'] as const;

function sentences(issue: z.core.$ZodIssue): readonly [string, string] {
  switch (issue.code) {
    case 'invalid_type':
      return ['这一项还没有填，或格式不对，请补上', 'Missing or of the wrong kind; please fill it in'];
    case 'too_small':
      if (issue.origin === 'string')
        return [`至少填 ${issue.minimum} 个字`, `At least ${issue.minimum} characters, please`];
      if (issue.origin === 'array') return [`至少选 ${issue.minimum} 项`, `Choose at least ${issue.minimum}`];
      return [`不能小于 ${issue.minimum}`, `Must be ${issue.minimum} or more`];
    case 'too_big':
      if (issue.origin === 'string')
        return [`最多 ${issue.maximum} 个字，请缩短`, `At most ${issue.maximum} characters; shorten it`];
      if (issue.origin === 'array') return [`最多选 ${issue.maximum} 项`, `Choose at most ${issue.maximum}`];
      return [`不能大于 ${issue.maximum}`, `Must be ${issue.maximum} or less`];
    case 'unrecognized_keys':
      return [
        `有不认识的内容：${issue.keys.join('、')}，请去掉`,
        `Unknown fields: ${issue.keys.join(', ')}; remove them`,
      ];
    case 'invalid_value':
      return ['请从给出的选项中选一个', 'Choose one of the options'];
    case 'invalid_format':
      return ['格式不对，请核对后再填', 'The format is wrong; check it and fill it in again'];
    case 'custom': {
      const { zh, en } = issue.params ?? {};
      return typeof zh === 'string' && typeof en === 'string' ? [zh, en] : unknown;
    }
    default:
      return unknown;
  }
}
