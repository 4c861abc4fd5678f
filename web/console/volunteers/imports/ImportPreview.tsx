import { useState } from 'react';
import type { Answer } from '../../../api/client.ts';
import { requestKey } from '../../../api/client.ts';
import { download } from '../../../api/download.ts';
import { Button } from '../../../ui/Button.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { ProblemNote } from '../../../ui/Form.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { number, t } from '../../../ui/words.ts';
import { answerFields, openQuestion, SheetQuestions, type SheetAnswers } from '../../SheetQuestions.tsx';
import { formOf } from './form-of.ts';

type Preview = Answer<'post', '/api/volunteer-imports/preview'>;
type Props = {
  looked: Preview;
  file: File;
  organization: string;
  answers: SheetAnswers;
  running: boolean;
  onAnswer: (answers: SheetAnswers) => void;
  onTake: (which: 'all' | 'good') => void;
  onBack: () => void;
};

/** Counts first, then each row with its reasons; the workbook of bad rows goes back to whoever made the list. */
export function ImportPreview({ looked, file, organization, answers, running, onAnswer, onTake, onBack }: Props) {
  const { counts } = looked;
  const open = openQuestion(looked.sheet, answers);
  const good = counts.new + counts.known;
  const hidden = new Set(looked.sheet.hidden_rows);
  const [problem, setProblem] = useState<Error | null>(null);
  return (
    <>
      <p className="import-note">
        {t(
          `“${looked.file_name}”的“${looked.sheet.name}”表，表头在第 ${looked.header_row} 行。还没有存任何一行。`,
          `Sheet “${looked.sheet.name}” of “${looked.file_name}”, header in row ${looked.header_row}. Nothing is stored yet.`,
        )}
      </p>
      <SheetQuestions found={looked.sheet} answers={answers} onAnswer={onAnswer} />
      <Figures>
        <FigureCard
          name={t('新注册', 'New')}
          value={number(counts.new)}
          unit={t('人', 'people')}
          note={t(`共 ${number(counts.read)} 行`, `of ${number(counts.read)} rows`)}
        />
        <FigureCard
          name={t('原来就在册', 'Known')}
          value={number(counts.known)}
          unit={t('人', 'people')}
          note={t('只加入队伍', 'join the team only')}
        />
        <FigureCard
          name={t('有问题', 'With problems')}
          value={number(counts.bad)}
          unit={t('行', 'rows')}
          gap={counts.bad > 0}
          note={t('下面列出原因', 'reasons below')}
        />
        <FigureCard
          name={t('合计、签字等', 'Totals, signatures')}
          value={number(counts.skipped)}
          unit={t('行', 'rows')}
          note={t('跳过', 'passed over')}
        />
      </Figures>
      {problem && <ProblemNote problem={problem} />}
      <div className="import-actions">
        {counts.bad === 0 ? (
          <Button kind="do" running={running} disabledReason={open} onClick={() => onTake('all')}>
            {t(`导入 ${number(good)} 人`, `Import ${number(good)} people`)}
          </Button>
        ) : (
          <Button
            kind="do"
            running={running}
            disabledReason={open ?? (good === 0 ? t('没有好的行', 'there is no good row') : undefined)}
            onClick={() => onTake('good')}
          >
            {t(`只导入好的 ${number(good)} 人`, `Import the ${number(good)} good rows`)}
          </Button>
        )}
        {counts.bad > 0 && (
          <Button
            icon="download"
            onClick={() =>
              void problemRows(file, organization, answers).then(
                () => setProblem(null),
                (error: Error) => setProblem(error),
              )
            }
          >
            {t(`下载有问题的 ${number(counts.bad)} 行`, `Download the ${number(counts.bad)} bad rows`)}
          </Button>
        )}
        <Button onClick={onBack}>{t('换一份文件', 'Choose another file')}</Button>
      </div>
      {looked.rows_left_out > 0 && (
        <p className="mute">
          {t(
            `这里列出 ${number(looked.rows.length)} 行，有问题的在前；其余 ${number(looked.rows_left_out)} 行也都检查过，合计如上。`,
            `${number(looked.rows.length)} rows are shown, those with problems first; the other ${number(looked.rows_left_out)} were checked as well and are in the counts.`,
          )}
        </p>
      )}
      <DataTable
        name="import-preview"
        label={t('逐行检查的结果', 'Result for each row')}
        rows={looked.rows}
        rowKey={(row) => String(row.row_number)}
        hot={(row) => row.state === 'bad'}
        total={counts.read}
        columns={[
          {
            key: 'row',
            label: t('行', 'Row'),
            right: true,
            cell: (row) => (
              <span className="fig">
                {row.row_number}
                {hidden.has(row.row_number) && t('（隐藏）', ' (hidden)')}
              </span>
            ),
          },
          {
            key: 'state',
            label: t('结果', 'Result'),
            cell: (row) => (
              <Tag state={row.state === 'bad' ? 'late' : row.state === 'known' ? 'due' : 'ok'}>
                {row.state === 'bad'
                  ? t('有问题', 'Problem')
                  : row.state === 'known'
                    ? t('原有', 'Known')
                    : t('新注册', 'New')}
              </Tag>
            ),
          },
          { key: 'name', label: t('姓名', 'Name'), cell: (row) => <Masked text={row.name} /> },
          { key: 'document', label: t('证件', 'Document'), cell: (row) => <Masked text={row.document_hint} /> },
          { key: 'phone', label: t('手机', 'Phone'), cell: (row) => <Masked text={row.phone_hint} /> },
          { key: 'team', label: t('组织', 'Organisation'), cell: (row) => row.organization_name },
          {
            key: 'why',
            label: t('原因', 'Reasons'),
            cell: (row) => (
              <div className="reasons">
                {row.problems.map((one) => (
                  <p key={one.code}>{one.message}</p>
                ))}
                {row.notes.map((one) => (
                  <p key={one.code} className="note">
                    {one.message}
                  </p>
                ))}
              </div>
            ),
          },
        ]}
      />
    </>
  );
}

/** A file that comes back for a file sent. */
function problemRows(file: File, organization: string, answers: SheetAnswers): Promise<void> {
  return download('/api/volunteer-imports/problems', {
    method: 'POST',
    body: formOf(file, { organization_id: organization, ...answerFields(answers) }),
    headers: { 'idempotency-key': requestKey() },
  });
}
