import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { rightsKinds, type RightsKind } from '../../../domain/volunteers/rights.ts';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { DueTag, dueDayWords } from '../../ui/DueTag.tsx';
import { Select, Textarea, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import '../me/me.css';
import './volunteers.css';

type Matters = Answer<'get', '/api/me/rights-matters'>;
type Matter = Matters['rows'][number];

/** L43: raise what concerns one's own rights, see the answer, say whether it is settled. */
export default function Rights() {
  const matters = useRead('/api/me/rights-matters');
  return (
    <Screen title={t('我的权益', 'My rights')} back={ownPhone.me()}>
      <div className="block">
        <p className="lead">
          {t(
            '保险、费用、安全、记录、受到的对待，都可以提。组织十五天内答复，上级看得到没答的。',
            'Insurance, cost, safety, records, treatment: raise it here. The organisation answers within fifteen days, and its superiors see what is open.',
          )}
        </p>
        <Reading of={matters} what={t('您反映的事', 'your matters')}>
          {({ rows, teams, above }) => (
            <>
              {rows.length > 0 && (
                <ul className="rows">
                  {rows.map((row) => (
                    <MatterRow key={row.id} row={row} />
                  ))}
                </ul>
              )}
              <MatterForm teams={teams} above={above} />
            </>
          )}
        </Reading>
      </div>
    </Screen>
  );
}

function MatterRow({ row }: { row: Matter }) {
  const close = useWrite('post', '/api/me/rights-matters/{matter_id}/closing', ['/api/me/rights-matters']);
  const settled = row.state === 'answered' || row.state === 'closed';
  return (
    <li>
      <div>
        <b>{row.title}</b> {row.state === 'answered' && <Tag state="ok">{t('已答复', 'Answered')}</Tag>}
        {row.state === 'closed' && <Tag state="none">{t('已了结', 'Closed')}</Tag>}
        <DueTag of={row.deadline} settled={settled} />
        <small>
          {t(`向${row.organization_name}提`, `To ${row.organization_name}`)}
          {row.about_name !== null && t(`，关于${row.about_name}`, `, about ${row.about_name}`)}
          {t('，', ', ')}
          {longDay(row.filed_at)}
          {!settled && t(`，${dueDayWords(row.deadline)}前答复`, `, due ${dueDayWords(row.deadline)}`)}
        </small>
        {row.answer && (
          <p className="answer">
            {t(
              `${row.answered_by_name ?? ''}答复：${row.answer}`,
              `${row.answered_by_name ?? ''} answered: ${row.answer}`,
            )}
          </p>
        )}
      </div>
      {row.can.close && (
        <Button
          onClick={() => void close.send({ path: { matter_id: row.id } })}
          running={close.running}
          label={t(`“${row.title}”了结`, `Settle “${row.title}”`)}
        >
          {t('了结', 'Settled')}
        </Button>
      )}
    </li>
  );
}

const blank = { organization_id: '', about_organization_id: '', kind: '' as RightsKind, title: '', content: '' };

/** Who is asked and what it is about decide who reads it, so both are chosen, never preset. */
function MatterForm({ teams, above }: Pick<Matters, 'teams' | 'above'>) {
  const [draft, setDraft] = useState(blank);
  const file = useWrite('post', '/api/me/rights-matters', ['/api/me/rights-matters']);
  const isAbove = above.some((body) => body.id === draft.organization_id);
  async function send(): Promise<void> {
    const answer = await file.send({
      body: {
        ...draft,
        about_organization_id: isAbove && draft.about_organization_id !== '' ? draft.about_organization_id : null,
      },
    });
    if (!answer) return;
    toast(t(`已送出，${longDay(answer.due_on)}前答复`, `Sent: an answer is due by ${longDay(answer.due_on)}`));
    setDraft(blank);
  }
  const missing =
    draft.organization_id === ''
      ? t('先选向谁提', 'choose whom to ask')
      : draft.kind === ('' as RightsKind)
        ? t('先选哪方面', 'choose what it is about')
        : undefined;
  return (
    <Form
      problem={file.problem}
      onSubmit={() => {
        if (missing === undefined) void send();
      }}
      label={t('提一件事', 'Raise a matter')}
    >
      <h2 className="title part">{t('提一件事', 'Raise a matter')}</h2>
      <Select
        name="organization_id"
        label={t('向谁提', 'To whom')}
        empty={t('请选', 'Choose')}
        value={draft.organization_id}
        onChange={(value) => setDraft({ ...draft, organization_id: value })}
        hint={t(
          '向队里提，队里答复，上级也看得到；反映队里的负责人，请选上级，队里看不到。',
          'A team answers what it is asked, and those above see it. About those who lead the team, ask above: the team does not see it.',
        )}
        options={[
          ...teams.map((team) => ({ value: team.id, label: team.name })),
          ...above.map((body) => ({ value: body.id, label: t(`${body.name}（上级）`, `${body.name} (above)`) })),
        ]}
      />
      {isAbove && (
        <Select
          name="about_organization_id"
          label={t('关于哪支队伍', 'About which team')}
          optional
          empty={t('不关于哪支队伍', 'No team')}
          value={draft.about_organization_id}
          onChange={(value) => setDraft({ ...draft, about_organization_id: value })}
          options={teams.map((team) => ({ value: team.id, label: team.name }))}
        />
      )}
      <Select
        name="kind"
        label={t('哪方面', 'About')}
        empty={t('请选', 'Choose')}
        value={draft.kind}
        onChange={(value) => setDraft({ ...draft, kind: value as RightsKind })}
        options={Object.entries(rightsKinds).map(([value, words]) => ({ value, label: t(words.zh, words.en) }))}
      />
      <TextInput
        name="title"
        label={t('一句话', 'In one sentence')}
        maxLength={80}
        value={draft.title}
        onChange={(value) => setDraft({ ...draft, title: value })}
      />
      <Textarea
        name="content"
        label={t('经过', 'What happened')}
        rows={5}
        maxLength={4000}
        value={draft.content}
        onChange={(value) => setDraft({ ...draft, content: value })}
      />
      <Button kind="do" large type="submit" running={file.running} disabledReason={missing}>
        {t('送出', 'Send')}
      </Button>
    </Form>
  );
}
