import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ownDesk, ownPhone } from '../../../domain/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { call, requestKey, type Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form, ProblemNote } from '../../ui/Form.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import { Agreement } from '../volunteers/Terms.tsx';
import './sign-in.css';

type Opened = Answer<'post', '/api/sign-in/link/opening'>;
type Authenticator = NonNullable<Opened['authenticator']>;

/** Where a sign-in link leads: a password, an authenticator where a role is held, and one is in. The token stays behind the fragment sign. */
export default function Welcome() {
  const [token] = useState(() => location.hash.slice(1));
  const opening = useWrite('post', '/api/sign-in/link/opening');
  const { send, answer: opened } = opening;
  useEffect(() => {
    void send({ body: { token } });
  }, []); // once: opening is told to others
  const title =
    opened === undefined
      ? t('第一次登录', 'First sign-in')
      : opened.authenticator === null
        ? t('设好密码', 'Set a password')
        : t('设好密码和验证器', 'Set a password and an authenticator');
  return (
    <PublicScreen title={t('第一次登录', 'First sign-in')}>
      <div className="sheet sign-in">
        <h1 className="title">{title}</h1>
        {opening.problem && <ProblemNote problem={opening.problem} />}
        {opened &&
          (opened.authenticator === null ? (
            <VolunteerEntry token={token} opened={opened} />
          ) : (
            <StaffEntry token={token} opened={opened} authenticator={opened.authenticator} />
          ))}
      </div>
    </PublicScreen>
  );
}

function useEntry(token: string) {
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const using = useWrite('post', '/api/sign-in/link');
  async function enter(digits?: string): Promise<boolean> {
    if (!(await using.send({ body: { token, password, ...(digits === undefined ? {} : { digits }) } }))) return false;
    queries.clear();
    return true;
  }
  return { password, setPassword, enter, using };
}

function Who({ opened }: { opened: Opened }) {
  return (
    <p className="lead">
      {t(
        `${opened.name}，登录手机 ${opened.phone_hint}。这个链接只能用一次。`,
        `${opened.name}, sign-in phone ${opened.phone_hint}. The link is good once.`,
      )}
    </p>
  );
}

function NewPassword({ value, onChange }: { value: string; onChange: (password: string) => void }) {
  return (
    <TextInput
      name="password"
      label={t('密码', 'Password')}
      type="password"
      autoComplete="new-password"
      value={value}
      onChange={onChange}
      hint={t('至少 10 位', 'At least 10 characters')}
    />
  );
}

function StaffEntry({ token, opened, authenticator }: { token: string; opened: Opened; authenticator: Authenticator }) {
  const { password, setPassword, enter, using } = useEntry(token);
  const [digits, setDigits] = useState('');
  return (
    <Form
      problem={using.problem}
      onSubmit={() =>
        void enter(digits).then((isIn) => {
          if (isIn) location.assign(ownDesk.home());
        })
      }
    >
      <Who opened={opened} />
      <NewPassword value={password} onChange={setPassword} />
      <Qr text={authenticator.uri} label={t('用验证器应用扫这个码', 'Scan this with your authenticator')} size={200} />
      <p className="lead">
        {t('扫不了就手工输入：', 'Or type this key: ')}
        <code>{authenticator.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <TextInput
        name="digits"
        label={t('应用里的 6 位数字', 'Six digits shown there')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={digits}
        onChange={setDigits}
      />
      <div className="sign-in-buttons">
        <Button kind="do" large type="submit" running={using.running}>
          {t('设好，进入工作台', 'Done: to the console')}
        </Button>
      </div>
    </Form>
  );
}

/** S17: nobody accepts rights and duties for another, so whoever was registered at a desk reads them here. */
function VolunteerEntry({ token, opened }: { token: string; opened: Opened }) {
  const { password, setPassword, enter, using } = useEntry(token);
  const [agrees, setAgrees] = useState(false);
  const [asked, setAsked] = useState(false);
  const page = useRead('/api/registration', {
    query: opened.organization_id === null ? {} : { organization_id: opened.organization_id },
  }).data;
  async function go(): Promise<void> {
    setAsked(true);
    if (!agrees || page === undefined || !(await enter())) return;
    // signed in already: whatever is not accepted now is asked for again on the pages inside
    await call(
      'post',
      '/api/me/volunteer/terms',
      { body: { version: page.terms.version, acknowledges_spirit: true } },
      requestKey(),
    ).catch(() => undefined);
    location.assign(await nextPlace());
  }
  return (
    <Form problem={using.problem} onSubmit={() => void go()}>
      <Who opened={opened} />
      <NewPassword value={password} onChange={setPassword} />
      {page && (
        <Agreement
          terms={page.terms}
          spirit={page.spirit}
          agrees={agrees}
          onAgree={setAgrees}
          error={asked && !agrees ? t('看过并打勾，才能进入', 'Read and tick to come in') : undefined}
        />
      )}
      <div className="sign-in-buttons">
        <Button kind="do" large type="submit" running={using.running}>
          {t('设好，进入青志', 'Done: to Qingzhi')}
        </Button>
      </div>
    </Form>
  );
}

/** Where the only thing to choose is one activity, that is the next step; else the start page shows what there is. */
async function nextPlace(): Promise<string> {
  const home = await (call('get', '/api/me/home', {}) as Promise<Answer<'get', '/api/me/home'>>).catch(() => null);
  const offers = new Set([...(home?.nearby ?? []), ...(home?.recommended ?? [])].map((offer) => offer.id));
  const [only] = offers;
  return only !== undefined && offers.size === 1 && home?.next === null
    ? projectsPhone.activity({ activity_id: only })
    : ownPhone.home();
}
