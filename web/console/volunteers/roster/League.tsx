import { useState } from 'react';
import { useRead, useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { FileInput } from '../../../ui/FileInput.tsx';
import { FigureCard, Figures } from '../../../ui/FigureCard.tsx';
import { Form } from '../../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../../ui/OrganizationPicker.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Empty, Reading } from '../../../ui/States.tsx';
import { longDay, number, percent, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { answerFields, noAnswers, openQuestion, SheetQuestions, type SheetAnswers } from '../../SheetQuestions.tsx';
import { formOf } from '../imports/form-of.ts';
import { VolunteersNav, useDesks } from '../VolunteersNav.tsx';

/** P52, R64: league members register as volunteers; those who have not are listed to their branch. */
export default function League() {
  const [first] = useDesks('volunteers.read');
  const [picked, setPicked] = useState<Picked | null | undefined>(undefined);
  const branch = picked === undefined ? (first ?? null) : picked;
  const page = useRead('/api/league-members', { query: { branch_id: branch?.id ?? '' } }, { enabled: branch !== null });
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('团员注册志愿者', 'League members as volunteers')} />
      <div className="block">
        <OrganizationPicker
          name="branch_id"
          label={t('团组织', 'League organisation')}
          value={branch}
          onChange={setPicked}
        />
        {branch && (
          <Reading of={page} what={t('团员名单', 'the list of members')}>
            {(list) => (
              <>
                {list.members > 0 && (
                  <p className="soft">
                    {t(
                      '只核对您能看名册的组织里的志愿者；在别处注册的也列为“没找到”，请本人出示志愿者卡。',
                      'Only volunteers whose roster is open to you are compared; who is registered elsewhere counts as not found, and shows the volunteer card.',
                    )}
                  </p>
                )}
                {list.members > 0 && (
                  <Figures>
                    <FigureCard
                      name={t('范围内已注册', 'Registered in your scope')}
                      value={percent(list.registered, list.members)}
                      note={t(
                        `${number(list.registered)} / ${number(list.members)} 名团员`,
                        `${number(list.registered)} of ${number(list.members)} members`,
                      )}
                    />
                    <FigureCard
                      name={t('范围内没找到', 'Not found in your scope')}
                      value={number(list.unregistered.length)}
                      unit={t('人', 'people')}
                      gap={list.unregistered.length > 0}
                      note={
                        list.listed_at &&
                        t(`名单 ${longDay(list.listed_at)} 报来`, `list of ${longDay(list.listed_at)}`)
                      }
                    />
                  </Figures>
                )}
                {list.members === 0 ? (
                  <Empty title={t('还没有团员名单', 'No list of members yet')}>
                    {t(
                      '上传有“姓名、身份证号”两列的表，未注册的人会列在这里。',
                      'Send a sheet with name and ID number; who is not registered is listed here.',
                    )}
                  </Empty>
                ) : (
                  <ul className="desk-rows">
                    {list.unregistered.map((one) => (
                      <li key={one.id}>
                        <h2>{one.name}</h2>
                      </li>
                    ))}
                  </ul>
                )}
                {list.can.list && <Upload branch={branch.id} />}
              </>
            )}
          </Reading>
        )}
      </div>
    </Page>
  );
}

/** The list is looked through first; it replaces the old one only when sent. */
function Upload({ branch }: { branch: string }) {
  const [file, setFile] = useState<File | undefined>();
  const [answers, setAnswers] = useState<SheetAnswers>(noAnswers);
  const preview = useWrite('post', '/api/league-members/preview');
  const send = useWrite('post', '/api/league-members', ['/api/league-members']);
  const seen = preview.answer;
  const missing = !file || !seen ? t('先选文件', 'choose a file first') : openQuestion(seen.sheet, answers);
  const fields = (answered: SheetAnswers) => ({ branch_id: branch, ...answerFields(answered) });
  function look(chosen: File | undefined, answered: SheetAnswers): void {
    setFile(chosen);
    setAnswers(answered);
    if (answered === noAnswers) preview.clear();
    send.clear();
    if (chosen) void preview.send({ body: formOf(chosen, fields(answered)) });
  }
  return (
    <Form
      problem={send.problem ?? preview.problem}
      onSubmit={() => file && missing === undefined && void send.send({ body: formOf(file, fields(answers)) })}
      label={t('上传团员名单', 'Send the list of members')}
    >
      <FileInput
        name="file"
        label={t('团员名单', 'List of members')}
        hint={t(
          '新名单替换旧名单；证件号不保存，只用来核对',
          'A new list replaces the old one; ID numbers are compared, not kept',
        )}
        accept=".xlsx,.xls,.ods,.csv,.tsv,.txt"
        onChange={(chosen) => look(chosen, noAnswers)}
      />
      {seen && (
        <>
          <SheetQuestions found={seen.sheet} answers={answers} onAnswer={(answered) => look(file, answered)} />
          <p>
            {t(
              `读到 ${number(seen.members)} 名团员，您的范围内已注册 ${number(seen.registered)} 人`,
              `${number(seen.members)} members read, ${number(seen.registered)} of them registered in your scope`,
            )}
            {seen.refused.length > 0 &&
              t(
                `；${number(seen.refused.length)} 行有问题，不会列入`,
                `; ${number(seen.refused.length)} rows have a problem and are left out`,
              )}
          </p>
          {seen.refused.length > 0 && (
            <ul className="wrong">
              {seen.refused.map((row) => (
                <li key={row.row_number}>
                  {t(`第 ${row.row_number} 行：`, `Row ${row.row_number}: `)}
                  {row.message}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <Button kind="do" type="submit" running={send.running} disabledReason={missing}>
        {t('核对团员', 'Compare')}
      </Button>
    </Form>
  );
}
