import { useState } from 'react';
import { recordsDesk } from '../../../../domain/records/paths.ts';
import { useGo } from '../../../ui/navigation.tsx';
import { useWrite } from '../../../api/query.ts';
import type { Answer } from '../../../api/client.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { FileInput } from '../../../ui/FileInput.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { duration, t } from '../../../ui/words.ts';
import { answerFields, noAnswers, openQuestion, SheetQuestions, type SheetAnswers } from '../../SheetQuestions.tsx';

export function Workbook({ shiftId }: { shiftId: string }) {
  const go = useGo();
  const [file, setFile] = useState<File | undefined>();
  const [answers, setAnswers] = useState<SheetAnswers>(noAnswers);
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const previewing = useWrite('post', '/api/shifts/{shift_id}/hour-imports/preview');
  const importing = useWrite('post', '/api/shifts/{shift_id}/hour-imports', ['/api/record-proposals']);
  const seen = previewing.answer;
  function form(chosen: File, answered: SheetAnswers): FormData {
    const data = new FormData();
    for (const [name, value] of Object.entries(answerFields(answered))) data.append(name, value);
    data.append('reason', reason);
    data.append('evidence', evidence);
    data.append('file', chosen, chosen.name);
    return data;
  }
  async function look(chosen: File | undefined, answered: SheetAnswers): Promise<void> {
    setFile(chosen);
    setAnswers(answered);
    if (answered === noAnswers) previewing.clear();
    if (chosen !== undefined) await previewing.send({ path: { shift_id: shiftId }, body: form(chosen, answered) });
  }
  async function send(): Promise<void> {
    if (file === undefined) return;
    const done = await importing.send({ path: { shift_id: shiftId }, body: form(file, answers) });
    if (done === undefined) return;
    toast(t(`${done.lines} 行已提出，等第二人复核`, `${done.lines} rows proposed: a second person decides`));
    go(recordsDesk.proposal({ proposal_id: done.proposal_id }));
  }
  const missing =
    seen === undefined || seen.good === 0
      ? t('先选一份有可用行的表', 'choose a workbook with usable rows')
      : (openQuestion(seen.sheet, answers) ??
        (reason.trim().length < 2
          ? t('先写理由', 'say why first')
          : evidence.trim() === ''
            ? t('先写依据', 'name the evidence first')
            : undefined));
  return (
    <Form
      problem={importing.problem ?? previewing.problem}
      onSubmit={() => {
        if (missing === undefined) void send();
      }}
    >
      <p>
        <LinkButton href="/api/hour-imports/template" download icon="download">
          {t('下载模板', 'Download the template')}
        </LinkButton>
      </p>
      <FileInput
        name="file"
        label={t('时数表', 'Workbook of hours')}
        hint={t(
          '要有志愿者编号、姓名、时长三列，.xlsx、.xls、.ods 或 .csv',
          'With number, name and duration; .xlsx, .xls, .ods or .csv',
        )}
        accept=".xlsx,.xls,.ods,.csv,.tsv,.txt"
        onChange={(chosen) => void look(chosen, noAnswers)}
      />
      {seen !== undefined && (
        <section aria-live="polite">
          <SheetQuestions found={seen.sheet} answers={answers} onAnswer={(answered) => void look(file, answered)} />
          <p>
            <b>{t(`${seen.good} 行可用`, `${seen.good} rows are good`)}</b>
            {seen.bad > 0 && (
              <span className="red">
                {t(
                  `，${seen.bad} 行有问题，改好再导一次就行`,
                  `, ${seen.bad} have a problem: correct them and import again`,
                )}
              </span>
            )}
          </p>
          <p>
            {t(
              `时长取自 ${seen.column.letters} 列“${seen.column.label}”，`,
              `Durations are taken from column ${seen.column.letters} “${seen.column.label}”; `,
            )}
            {columnUnitWords(seen.column.unit)}
          </p>
          <div className="table-scroll" role="region" aria-label={t('逐行结果', 'Row by row')} tabIndex={0}>
            <table className="led">
              <caption className="unseen">{t('逐行结果', 'Row by row')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('行', 'Row')}</th>
                  <th scope="col">{t('编号', 'Number')}</th>
                  <th scope="col">{t('姓名', 'Name')}</th>
                  <th scope="col">{t('表里写的', 'As written')}</th>
                  <th scope="col">{t('单位', 'Unit')}</th>
                  <th scope="col" className="r">
                    {t('认成', 'Read as')}
                  </th>
                  <th scope="col">{t('结果', 'Result')}</th>
                </tr>
              </thead>
              <tbody>
                {seen.rows.map((row) => (
                  <tr key={row.row} className={row.problem === null ? undefined : 'hot'}>
                    <td>
                      {row.row}
                      {row.is_hidden && t('（隐藏）', ' (hidden)')}
                    </td>
                    <td>{row.number}</td>
                    <td>{row.name}</td>
                    <td>{row.shown}</td>
                    <td>{row.unit === null ? '–' : unitWords(row.unit)}</td>
                    <td className="r fig">
                      {row.minutes === null
                        ? '–'
                        : t(
                            `${duration(row.minutes)}（${row.minutes} 分钟）`,
                            `${duration(row.minutes)} (${row.minutes} min)`,
                          )}
                    </td>
                    <td>
                      {row.problem ?? t('可用', 'good')}
                      {row.note !== null && (
                        <span className="note">
                          {t('；', '; ')}
                          {row.note}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <Textarea
        name="reason"
        label={t('为什么导入', 'Why import')}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
      <Textarea
        name="evidence"
        label={t('依据', 'Evidence')}
        hint={t(
          '签名单、原系统导出等，写明存放在哪里',
          'Signed list, export of the old system: say where they are kept',
        )}
        value={evidence}
        onChange={setEvidence}
        maxLength={2000}
      />
      <div className="actions">
        <Button kind="do" type="submit" running={importing.running} disabledReason={missing}>
          {t('提出导入，盖第一个章', 'Propose: first seal')}
        </Button>
      </div>
    </Form>
  );
}

type HoursPreview = Answer<'post', '/api/shifts/{shift_id}/hour-imports/preview'>;

function unitWords(unit: NonNullable<HoursPreview['rows'][number]['unit']>): string {
  return unit === 'hours'
    ? t('小时', 'hours')
    : unit === 'minutes'
      ? t('分钟', 'minutes')
      : t('几小时几分', 'hours and minutes');
}

function columnUnitWords(unit: HoursPreview['column']['unit']): string {
  if (unit === 'hours') return t('只写数字的按小时算。', 'bare numbers are hours.');
  if (unit === 'minutes') return t('只写数字的按分钟算。', 'bare numbers are minutes.');
  if (unit === 'unsaid')
    return t(
      '表头没写单位，只写数字的按小时算，请核对。',
      'the header says no unit, so bare numbers are hours: check them.',
    );
  return t('表头的单位不清楚，只写数字的不收。', 'the header’s unit is unclear, so bare numbers are refused.');
}
