import { useState } from 'react';
import type { Answer } from '../../api/client.ts';
import { useWrite } from '../../api/query.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choice.tsx';
import { Form } from '../../ui/Form.tsx';
import { OrganizationPicker, type Picked } from '../../ui/OrganizationPicker.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { longDay, t } from '../../ui/words.ts';
import { Guidance } from './Guidance.tsx';

type Mine = Answer<'get', '/api/me/volunteer'>;
const refresh = ['/api/me/volunteer', '/api/me'] as const;
const brand = '邻舍+';

/** Teams belonged to, with dates; a brand volunteer (S16, S22) is the same volunteer with a label that the leader confirms. */
export function Teams({ own }: { own: Mine }) {
  const [leaving, setLeaving] = useState<Mine['memberships'][number] | null>(null);
  const [joining, setJoining] = useState(false);
  const leave = useWrite('delete', '/api/me/memberships/{membership_id}', refresh);
  async function go(): Promise<void> {
    if (leaving && (await leave.send({ path: { membership_id: leaving.id } }))) setLeaving(null);
  }
  return (
    <section>
      <h2 className="title part">{t('我的队伍', 'My teams')}</h2>
      <ul className="rows">
        {own.memberships.map((row) => (
          <li key={row.id}>
            <div>
              <b>{row.organization.name}</b>{' '}
              {row.label && (row.is_confirmed || !row.left_on) && (
                <Tag state={row.is_confirmed ? 'ok' : 'due'}>
                  {row.is_confirmed ? row.label : t(`${row.label} 待队长确认`, `${row.label} awaits the leader`)}
                </Tag>
              )}
              <small>
                {row.left_on
                  ? t(
                      `${longDay(row.joined_on)}至${longDay(row.left_on)}`,
                      `${longDay(row.joined_on)} to ${longDay(row.left_on)}`,
                    )
                  : t(`${longDay(row.joined_on)}加入`, `Since ${longDay(row.joined_on)}`)}
              </small>
              {!row.left_on && <Guidance membership={row} />}
            </div>
            {row.can.leave && (
              <Button
                onClick={() => setLeaving(row)}
                label={t(`退出${row.organization.name}`, `Leave ${row.organization.name}`)}
              >
                {t('退出', 'Leave')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {own.withdrawn_at === null &&
        (joining ? (
          <JoinForm onDone={() => setJoining(false)} />
        ) : (
          <p>
            <Button icon="plus" onClick={() => setJoining(true)}>
              {t('加入队伍', 'Join a team')}
            </Button>
          </p>
        ))}
      <Ask
        open={leaving !== null}
        title={t(`退出${leaving?.organization.name ?? ''}？`, `Leave ${leaving?.organization.name ?? ''}?`)}
        verb={t('退出队伍', 'Leave the team')}
        onClose={() => setLeaving(null)}
        onConfirm={() => void go()}
        running={leave.running}
        problem={leave.problem}
        effects={[
          { what: t('服务时数', 'Service hours'), value: t('都还在', 'all stay') },
          { what: t('志愿者编号', 'Number'), value: t('不变', 'unchanged') },
        ]}
      />
    </section>
  );
}

function JoinForm({ onDone }: { onDone: () => void }) {
  const [team, setTeam] = useState<Picked | null>(null);
  const [isBrand, setIsBrand] = useState(false);
  const join = useWrite('post', '/api/me/memberships', refresh);
  async function send(): Promise<void> {
    if (team && (await join.send({ body: { organization_id: team.id, label: isBrand ? brand : null } }))) onDone();
  }
  return (
    <Form problem={join.problem} onSubmit={() => void send()}>
      <OrganizationPicker name="organization_id" label={t('哪支队伍', 'Which team')} value={team} onChange={setTeam} />
      <Checkbox
        name="label"
        checked={isBrand}
        onChange={setIsBrand}
        label={t(`作为“${brand}”志愿者加入`, `Join as a “${brand}” volunteer`)}
        hint={t(
          '队长确认后，您的页面和卡上显示这个标识',
          'Once the leader confirms, the label shows on your page and card',
        )}
      />
      <div className="actions">
        <Button onClick={onDone}>{t('先不加', 'Not now')}</Button>
        <Button
          type="submit"
          running={join.running}
          disabledReason={team ? undefined : t('先选队伍', 'choose a team first')}
        >
          {t('加入', 'Join')}
        </Button>
      </div>
    </Form>
  );
}
