import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { volunteersDesk } from '../../../domain/volunteers/paths.ts';
import type { Permission } from '../../../domain/permissions.ts';
import { businessDate } from '../../../domain/time.ts';
import { call, requestKey, type Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { HandedLink } from '../../ui/HandedLink.tsx';
import { OrganizationPicker, type Picked } from '../../ui/OrganizationPicker.tsx';
import { t } from '../../ui/words.ts';

type Made = {
  readonly team: string;
  readonly grant?: string;
  readonly link?: Answer<'post', '/api/grants/{grant_id}/invitation'>;
};
const leads: readonly Permission[] = ['projects.write', 'projects.publish', 'records.check_in', 'records.confirm'];

/** A team, the role of its leader and the leader's link, from one form. What is made already is not made twice when it is sent again. */
export function FirstTeam({ onClose }: { onClose: () => void }) {
  const desk = (useMe().data?.grants ?? []).find((grant) => grant.permissions.includes('organizations.manage'));
  const [place, setPlace] = useState<Picked | null | undefined>();
  const [attributes, setAttributes] = useState({ name: '', phone: '', leader: '' });
  const [made, setMade] = useState<Made | null>(null);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const client = useQueryClient();
  const own = useRead(
    '/api/organizations/{organization_id}',
    { path: { organization_id: desk?.organization_id ?? '' } },
    { enabled: desk !== undefined },
  ).data?.organization;
  const wide = own !== undefined && ['nation', 'province', 'city'].includes(own.kind); // a team belongs to a county or below it
  const at = place ?? (wide || own === undefined ? null : { id: own.id, name: own.name_zh });

  async function send(): Promise<void> {
    if (at === null || running) return;
    setRunning(true);
    setProblem(null);
    try {
      const team = made?.team ?? (await found(at.id));
      setMade({ ...made, team });
      const grant = made?.grant ?? (await grantLeader(team));
      setMade({ ...made, team, grant });
      const link = (await call(
        'post',
        '/api/grants/{grant_id}/invitation',
        { path: { grant_id: grant } },
        requestKey(),
      )) as Answer<'post', '/api/grants/{grant_id}/invitation'>;
      setMade({ team, grant, link });
      await client.invalidateQueries();
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setRunning(false);
    }
  }
  async function found(parent_id: string): Promise<string> {
    const body = { kind: 'team' as const, name_zh: attributes.name, parent_id, founded_on: businessDate(new Date()) };
    return ((await call('post', '/api/organizations', { body }, requestKey())) as Answer<'post', '/api/organizations'>)
      .id;
  }
  async function grantLeader(team: string): Promise<string> {
    const { rows } = (await call('get', '/api/roles', { query: { organization_id: team } })) as Answer<
      'get',
      '/api/roles'
    >;
    const fitting = rows.filter(
      (role) => role.can.grant && leads.every((permission) => role.permissions.includes(permission)),
    );
    const [role] = fitting.sort((one, other) => one.permissions.length - other.permissions.length); // no more than leading a team needs
    if (role === undefined)
      throw new Error(
        t('没有能带队的角色，请先在“权限”页设一个', 'No role can lead a team: shape one on the page of roles'),
      );
    const body = {
      phone: attributes.phone,
      name: attributes.leader,
      role_id: role.id,
      organization_id: team,
      is_below: true,
      valid_from: businessDate(new Date()),
      valid_until: null,
    };
    return ((await call('post', '/api/grants', { body }, requestKey())) as Answer<'post', '/api/grants'>).id;
  }

  if (made?.link !== undefined) {
    return (
      <>
        <HandedLink
          link={made.link.link}
          expiresAt={made.link.expires_at}
          note={t('打开就是这支队伍的队长。', 'whoever opens it leads this team.')}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先到这里', 'That is all for now')}</Button>
          <LinkButton kind="do" href={volunteersDesk.registerOne({ at: made.team })}>
            {t('下一步：登记志愿者', 'Next: register volunteers')}
          </LinkButton>
        </div>
      </>
    );
  }
  return (
    <Form
      problem={problem}
      onSubmit={() => void send()}
      label={t('设立队伍，请好队长', 'Found a team and invite its leader')}
    >
      {wide && (
        <OrganizationPicker
          name="parent_id"
          label={t('在哪个县（市、区）', 'In which county')}
          kinds="county"
          takesWhole
          value={at}
          onChange={setPlace}
        />
      )}
      <TextInput
        name="name_zh"
        label={t('队伍名称', 'Name of the team')}
        value={attributes.name}
        maxLength={80}
        onChange={(name) => setAttributes({ ...attributes, name })}
      />
      <TextInput
        name="phone"
        label={t('队长的手机号', 'Phone of the leader')}
        type="tel"
        autoComplete="off"
        value={attributes.phone}
        onChange={(phone) => setAttributes({ ...attributes, phone })}
        hint={t(
          '请另一个人当队长：时数由登记以外的人确认',
          'Another person leads: hours are confirmed by somebody else than who registers',
        )}
      />
      <TextInput
        name="name"
        label={t('队长的姓名', 'Name of the leader')}
        value={attributes.leader}
        maxLength={50}
        onChange={(leader) => setAttributes({ ...attributes, leader })}
      />
      <div className="actions">
        <Button onClick={onClose}>{t('以后再设', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={running}
          disabledReason={at === null ? t('先选县（市、区）', 'choose the county first') : undefined}
        >
          {t('设立，生成队长的链接', 'Found it and make the link')}
        </Button>
      </div>
    </Form>
  );
}
