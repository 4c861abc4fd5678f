import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { Form } from '../../ui/Form.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { toast } from '../../ui/toast.tsx';
import { period, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import './activity.css';

type Row = Answer<'get', '/api/me/invitations'>['rows'][number];

/** 条例 art. 25: an organisation invites, the person decides. */
export default function Invitations() {
  const read = useRead('/api/me/invitations');
  return (
    <Screen title={t('邀请我的', 'Invitations')} back={ownPhone.me()}>
      <Reading of={read} what={t('邀请', 'invitations')}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="block">
              <Empty title={t('没有邀请', 'No invitations')}>
                {t('组织邀请您时在这里答复，去不去由您定。', 'When a unit invites you, you answer here. You decide.')}
              </Empty>
            </div>
          ) : (
            <ul className="mine-list">
              {rows.map((row) => (
                <li key={row.id}>
                  <Invitation row={row} />
                </li>
              ))}
            </ul>
          )
        }
      </Reading>
    </Screen>
  );
}

function Invitation({ row }: { row: Row }) {
  const [riskRead, setRiskRead] = useState(false);
  const answer = useWrite('put', '/api/me/invitations/{invitation_id}/answer', [
    '/api/me/invitations',
    '/api/me/sign-ups',
    '/api/me/home',
  ]);
  async function send(said: 'accepted' | 'declined'): Promise<void> {
    const done = await answer.send({
      path: { invitation_id: row.id },
      body: { answer: said, risk_acknowledged: riskRead },
    });
    if (done === undefined) return;
    toast(
      done.sign_up === null
        ? t('已回复不去', 'You declined')
        : done.sign_up.place === 'seat'
          ? t('报上了，到时见', 'You are in: see you there')
          : t(
              `满了，您排候补第 ${done.sign_up.waitlist_place}`,
              `Full: you wait as number ${done.sign_up.waitlist_place}`,
            ),
    );
  }
  return (
    <>
      <Link href={projectsPhone.activity({ activity_id: row.activity_id, shift: row.shift_id })}>
        <b>{row.title}</b>
        <p>{period(row.starts_at, row.ends_at)}</p>
        <p>{row.place_text}</p>
        <p>
          {row.organization_name}
          {row.message && `：${row.message}`}
        </p>
        {row.answer !== null && (
          <span className="r">
            <Tag state={row.answer === 'accepted' ? 'ok' : 'none'}>
              {row.answer === 'accepted' ? t('去', 'Going') : t('不去', 'Declined')}
            </Tag>
          </span>
        )}
        {row.answer === null && !row.can.answer && (
          <span className="r">
            <Tag state="none">{t('已过', 'Past')}</Tag>
          </span>
        )}
      </Link>
      {row.can.answer && (
        <Form
          problem={answer.problem}
          onSubmit={() => void send('accepted')}
          label={t(`答复“${row.title}”`, `Answer “${row.title}”`)}
        >
          <p className="soft">{row.risk_statement}</p>
          <Checkbox
            name="risk_acknowledged"
            label={t('风险我看过了', 'I have read the risks')}
            checked={riskRead}
            onChange={setRiskRead}
          />
          <p className="row-actions">
            <Button onClick={() => void send('declined')} running={answer.running}>
              {t('这次不去', 'Not this time')}
            </Button>
            <Button
              type="submit"
              running={answer.running}
              disabledReason={riskRead ? undefined : t('先看风险并打勾', 'Read the risks and tick first')}
            >
              {t('去，占 1 个名额', 'Go, take 1 place')}
            </Button>
          </p>
        </Form>
      )}
    </>
  );
}
