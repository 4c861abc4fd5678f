import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { requestKey, type Answer } from '../../../api/client.ts';
import { usePages, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { FileInput } from '../../../ui/FileInput.tsx';
import { Select } from '../../../ui/Field.tsx';
import { Form, ProblemNote } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longMoment, number, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { answerFields, noAnswers, type SheetAnswers } from '../../SheetQuestions.tsx';
import { formOf } from './form-of.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { VolunteersNav, useDesks } from '../VolunteersNav.tsx';

type Preview = Answer<'post', '/api/volunteer-imports/preview'>;
type Import = Answer<'get', '/api/volunteer-imports'>['rows'][number];

/** Look first, then take all rows or the good ones. Nothing is stored by looking. */
export default function ImportPage() {
  const desks = useDesks('volunteers.register');
  const [desk, setDesk] = useState('');
  const [file, setFile] = useState<File | undefined>();
  const [looked, setLooked] = useState<Preview | null>(null);
  const [answers, setAnswers] = useState<SheetAnswers>(noAnswers);
  // chosen once for a file: a retry is the same request, and the server tells the progress under this name
  const [names, setNames] = useState({ looking: requestKey(), taking: requestKey() });
  const preview = useWrite('post', '/api/volunteer-imports/preview');
  const take = useWrite('post', '/api/volunteer-imports', ['/api/volunteer-imports', '/api/volunteers']);
  const organization = desk || (desks.length === 1 ? desks[0]?.id : '') || ''; // of several the person chooses: it decides whose people they become

  /** Each answer to a question of the file changes what is counted, so the file is looked at again. */
  async function look(answered: SheetAnswers): Promise<void> {
    if (!file) return;
    setAnswers(answered);
    const answer = await preview.send({
      body: formOf(file, { organization_id: organization, progress_id: names.looking, ...answerFields(answered) }),
    });
    if (answer) setLooked(answer);
  }
  async function confirm(which: 'all' | 'good'): Promise<void> {
    if (!file || !looked) return;
    const answer = await take.send({
      body: formOf(file, {
        organization_id: organization,
        digest: looked.digest,
        take: which,
        progress_id: names.taking,
        ...answerFields(answers),
      }),
    });
    if (!answer) return;
    toast(
      t(
        `已导入：新注册 ${answer.registered} 人，原有 ${answer.known} 人，未导入 ${answer.refused} 行`,
        `Imported: ${answer.registered} new, ${answer.known} known, ${answer.refused} left out`,
      ),
    );
    setLooked(null);
    setFile(undefined);
  }
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('导入名册', 'Import a roster')}
        crumbs={[{ words: t('名册', 'Roster'), href: volunteersDesk.roster() }, { words: t('导入', 'Import') }]}
        actions={
          <LinkButton icon="download" href="/api/volunteer-imports/template" download>
            {t('下载模板', 'Download the template')}
          </LinkButton>
        }
      />
      <div className="block">
        {looked && file ? (
          <>
            {(take.problem ?? preview.problem) && (
              <ProblemNote problem={take.problem ?? preview.problem ?? new Error()} />
            )}
            {take.running ? (
              <ImportProgress id={names.taking} taking />
            ) : (
              <ImportPreview
                looked={looked}
                file={file}
                organization={organization}
                answers={answers}
                running={preview.running}
                onAnswer={(answered) => void look(answered)}
                onTake={(which) => void confirm(which)}
                onBack={() => {
                  setLooked(null);
                  take.clear();
                }}
              />
            )}
          </>
        ) : (
          <>
            <p className="import-note">
              {t(
                'Excel（.xlsx、旧版 .xls）、.ods 和 CSV 都行，列名照您平常的写法；先逐行检查给您看，确认前什么都不存。身份证号那一列请设为文本。',
                'Excel (.xlsx, old .xls), .ods or CSV, with the column names you use. Every row is checked and shown first; nothing is stored before you confirm. Format the ID column as text.',
              )}
            </p>
            <Form
              problem={preview.problem}
              onSubmit={() => void look(noAnswers)}
              label={t('选择名册', 'Choose a roster')}
            >
              <div className="import-file">
                {desks.length > 1 && (
                  <Select
                    name="organization_id"
                    label={t('导入到', 'Import into')}
                    empty={t('请选', 'Choose')}
                    value={organization}
                    onChange={setDesk}
                    options={desks.map((one) => ({ value: one.id, label: one.name }))}
                  />
                )}
                <FileInput
                  name="file"
                  label={t('名册文件', 'Roster file')}
                  accept=".xlsx,.xls,.ods,.csv,.tsv,.txt"
                  onChange={(chosen) => {
                    setFile(chosen);
                    setNames({ looking: requestKey(), taking: requestKey() });
                  }}
                />
                <div>
                  <Button
                    kind="do"
                    type="submit"
                    running={preview.running}
                    disabledReason={
                      organization === ''
                        ? t('先选导入到哪里', 'choose where they belong first')
                        : file
                          ? undefined
                          : t('先选文件', 'choose a file first')
                    }
                  >
                    {preview.running ? t('正在逐行检查', 'Checking each row') : t('检查这份名册', 'Check this roster')}
                  </Button>
                </div>
              </div>
            </Form>
            {preview.running && <ImportProgress id={names.looking} taking={false} />}
            <h2 className="title">{t('导入过的', 'Earlier imports')}</h2>
            <Imports />
          </>
        )}
      </div>
    </Page>
  );
}

function Imports() {
  const list = usePages('/api/volunteer-imports', { query: { limit: 20 } });
  const [undoing, setUndoing] = useState<Import | null>(null);
  const undo = useWrite('post', '/api/volunteer-imports/{import_id}/undo', [
    '/api/volunteer-imports',
    '/api/volunteers',
  ]);
  async function go(reason: string): Promise<void> {
    if (!undoing) return;
    const answer = await undo.send({ path: { import_id: undoing.id }, body: { reason } });
    if (!answer) return;
    toast(
      t(
        `已撤销：移除 ${answer.removed} 人，保留 ${answer.kept} 人`,
        `Undone: ${answer.removed} removed, ${answer.kept} kept`,
      ),
    );
    setUndoing(null);
  }
  return (
    <>
      <Reading of={list.read} what={t('导入记录', 'earlier imports')}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('还没有导入过', 'Nothing imported yet')} />
          ) : (
            <ul className="desk-rows">
              {rows.map((row) => (
                <li key={row.id}>
                  <div>
                    <h3>
                      {row.file_name} {row.undone_at && <Tag state="none">{t('已撤销', 'Undone')}</Tag>}
                    </h3>
                    <p>
                      {row.organization_name}
                      {t('，', ', ')}
                      {row.imported_by_name}
                      {t('，', ', ')}
                      {longMoment(row.imported_at)}
                    </p>
                    <p>
                      {t(
                        `新注册 ${number(row.rows_registered)} 人，原有 ${number(row.rows_known)} 人，未导入 ${number(row.rows_refused)} 行`,
                        `${number(row.rows_registered)} new, ${number(row.rows_known)} known, ${number(row.rows_refused)} left out`,
                      )}
                      {row.undone_at &&
                        t(
                          `；${row.undo_reason ?? ''}，保留 ${row.undo_kept ?? 0} 人`,
                          `; ${row.undo_reason ?? ''}, ${row.undo_kept ?? 0} kept`,
                        )}
                    </p>
                  </div>
                  {row.can.undo && <Button onClick={() => setUndoing(row)}>{t('撤销', 'Undo')}</Button>}
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
      <Ask
        open={undoing !== null}
        title={t('撤销这次导入？', 'Undo this import?')}
        verb={t('撤销导入', 'Undo the import')}
        onClose={() => setUndoing(null)}
        onConfirm={(reason) => void go(reason)}
        running={undo.running}
        problem={undo.problem}
        reason={{ label: t('理由', 'Reason') }}
        effects={[
          {
            what: t('这次新注册的人', 'People it registered'),
            value: t('移除，个人信息销毁', 'removed, personal data destroyed'),
          },
          { what: t('已登录或报名过的人', 'Who signed in or signed up since'), value: t('保留', 'stay') },
          {
            what: t('原来就在册的人', 'Who was registered before'),
            value: t('只退出这次加入的队', 'leave only the team joined here'),
          },
        ]}
      />
    </>
  );
}
