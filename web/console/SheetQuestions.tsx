import type { Answer } from '../api/client.ts';
import { RadioGroup } from '../ui/Choice.tsx';
import { Select } from '../ui/Field.tsx';
import { number, t } from '../ui/words.ts';

export type Findings = Answer<'post', '/api/volunteer-imports/preview'>['sheet'];
/** What the clerk answered to the questions of a file; empty where nothing was asked or answered yet. */
export type SheetAnswers = { readonly hidden_rows: '' | 'take' | 'leave'; readonly sheet: string };
export const noAnswers: SheetAnswers = { hidden_rows: '', sheet: '' };

/** The fields of the form that carry the answers. */
export function answerFields(answers: SheetAnswers): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== ''));
}

/** Why nothing may be taken yet, or undefined. */
export function openQuestion(found: Findings, answers: SheetAnswers): string | undefined {
  if (found.others.length > 0 && answers.sheet === '') return t('先选导入哪一张表', 'choose the sheet first');
  return found.hidden_rows.length > 0 && answers.hidden_rows === ''
    ? t('先选隐藏的行要不要', 'say first whether hidden rows count')
    : undefined;
}

const rowsNamed = 20;
type Props = { found: Findings; answers: SheetAnswers; onAnswer: (answers: SheetAnswers) => void };

/** Hidden rows, other sheets and columns passed over are said, and asked about where they would change what is taken. */
export function SheetQuestions({ found, answers, onAnswer }: Props) {
  const hidden = found.hidden_rows;
  const listed = `${hidden.slice(0, rowsNamed).join(t('、', ', '))}${hidden.length > rowsNamed ? '…' : ''}`;
  const names = (columns: Findings['columns']) =>
    columns
      .map(
        ({ letters, label, is_hidden }) =>
          `${letters} ${t('列', '')}“${label}”${is_hidden ? t('（隐藏的）', ' (hidden)') : ''}`,
      )
      .join(t('、', ', '));
  const hiddenColumns = found.columns.filter((column) => column.is_hidden && column.field !== 'sequence');
  return (
    <div className="sheet-questions">
      {found.others.length > 0 && (
        <Select
          name="sheet"
          label={t('文件里不止一张表有名单，导入哪一张', 'More than one sheet holds a list: which one')}
          value={answers.sheet}
          empty={t('请选', 'Choose')}
          onChange={(sheet) => onAnswer({ ...noAnswers, sheet })}
          options={[
            { value: found.name, label: found.name },
            ...found.others.map(({ name, rows, is_hidden }) => ({
              value: name,
              label: t(
                `${name}（${number(rows)} 行${is_hidden ? '，隐藏的表' : ''}）`,
                `${name} (${number(rows)} rows${is_hidden ? ', hidden' : ''})`,
              ),
            })),
          ]}
        />
      )}
      {hidden.length > 0 && (
        <RadioGroup
          name="hidden_rows"
          label={t(
            `有 ${number(hidden.length)} 行是隐藏或筛掉的（第 ${listed} 行）`,
            `${number(hidden.length)} rows are hidden or filtered out (rows ${listed})`,
          )}
          value={answers.hidden_rows}
          onChange={(value) => onAnswer({ ...answers, hidden_rows: value === 'take' ? 'take' : 'leave' })}
          options={[
            { value: 'take', label: t('连隐藏的一起', 'Take them too') },
            { value: 'leave', label: t('只要看得见的', 'Only the visible ones') },
          ]}
        />
      )}
      {found.passed_over.length > 0 && (
        <p className="mute">
          {t(`没有用这些列：${names(found.passed_over)}`, `Not used: ${names(found.passed_over)}`)}
        </p>
      )}
      {hiddenColumns.length > 0 && (
        <p className="mute">
          {t(`这些列是隐藏的，也用了：${names(hiddenColumns)}`, `Used although hidden: ${names(hiddenColumns)}`)}
        </p>
      )}
    </div>
  );
}
