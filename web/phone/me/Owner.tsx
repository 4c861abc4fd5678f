import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ownPhone } from '../../../domain/paths.ts';
import { useGo, useSearch } from '../../ui/navigation.tsx';
import type { OwnerWay } from '../../../domain/accounts/owner-proof.ts';
import { useWrite } from '../../api/query.ts';
import { useLeave, useMe } from '../../api/session.ts';
import { Ask } from '../../ui/Ask.tsx';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { RadioGroup } from '../../ui/Choice.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { ownAddress } from '../../../domain/address.ts';
import './me.css';

/** A code shows who holds the phone; on a device that is not known yet, something more shows whose account it is. */
export default function Owner() {
  const me = useMe();
  return (
    <Screen title={t('证明是您本人', 'Show that it is you')} back={ownPhone.me()}>
      <div className="block">
        <Reading of={me} what={t('您的账号', 'your account')}>
          {({ person, owner_ways }) =>
            owner_ways.length === 0 ? (
              <Empty
                title={t('已经知道是您', 'It is known to be you')}
                action={<LinkButton href={ownPhone.home()}>{t('回首页', 'Home')}</LinkButton>}
              />
            ) : (
              <>
                <Show ways={owner_ways} name={person?.name ?? ''} />
                <NotMine name={person?.name ?? ''} />
              </>
            )
          }
        </Reading>
      </div>
    </Screen>
  );
}

const asked = (way: OwnerWay): { choice: string; label: string; hint: string } =>
  ({
    document: {
      choice: t('证件号码后 6 位', 'Last six of the document'),
      label: t('证件号码后 6 位', 'Last six characters of the document number'),
      hint: t('注册时填的证件，末尾是 X 的也填', 'Of the document you registered with; X counts'),
    },
    password: {
      choice: t('密码', 'Password'),
      label: t('密码', 'Password'),
      hint: t('您在这里设过的密码', 'The one you set here'),
    },
    authenticator: {
      choice: t('验证器动态码', 'Authenticator'),
      label: t('动态码', 'Authenticator digits'),
      hint: t('验证器应用里的 6 位数字', 'Six digits from your authenticator'),
    },
    birth_date: {
      choice: t('出生日期', 'Birth date'),
      label: t('出生日期', 'Birth date'),
      hint: t('如 2001-05-04', 'Such as 2001-05-04'),
    },
  })[way];

function Show({ ways, name }: { ways: readonly OwnerWay[]; name: string }) {
  const [way, setWay] = useState<OwnerWay>(ways[0] ?? 'document');
  const [value, setValue] = useState('');
  const queries = useQueryClient();
  const showing = useWrite('post', '/api/me/owner-proof');
  const go = useGo();
  const next = ownAddress(new URLSearchParams(useSearch()).get('next'));
  const words = asked(way);
  async function show(): Promise<void> {
    if (!(await showing.send({ body: { way, value } }))) return;
    await queries.invalidateQueries();
    go(next ?? ownPhone.home(), { replace: true });
  }
  return (
    <Form keepsDraft={false} problem={showing.problem} onSubmit={() => void show()}>
      <p className="lead">
        {t(
          `这台设备第一次登录 ${name} 的账号，只用了验证码。手机号会换主人，所以先证明是您；报名、签到不受影响。`,
          `This device signs in to the account of ${name} for the first time, by a code alone. Numbers change hands, so show that it is you; signing up and checking in go on meanwhile.`,
        )}
      </p>
      {ways.length > 1 && (
        <RadioGroup
          name="way"
          label={t('用什么证明', 'By what')}
          value={way}
          onChange={(chosen) => {
            setWay(chosen as OwnerWay);
            setValue('');
            showing.clear();
          }}
          options={ways.map((each) => ({ value: each, label: asked(each).choice }))}
        />
      )}
      <TextInput
        name="value"
        label={words.label}
        hint={words.hint}
        type={way === 'password' ? 'password' : 'text'}
        autoComplete={way === 'password' ? 'current-password' : 'off'}
        value={value}
        onChange={setValue}
      />
      <p className="hint">
        {t(
          '也可以在您登录过的设备上打开“我的 → 登录与安全”，点“是我”。',
          'Or open Me → Sign-in and security on a device where you are signed in, and press “It is me”.',
        )}
      </p>
      <div className="actions">
        <LinkButton href={ownPhone.home()}>{t('以后再说', 'Later')}</LinkButton>
        <Button kind="do" type="submit" running={showing.running}>
          {t('证明是我', 'Show it')}
        </Button>
      </div>
    </Form>
  );
}

function NotMine({ name }: { name: string }) {
  const [isAsked, setIsAsked] = useState(false);
  const leave = useLeave();
  const saying = useWrite('post', '/api/me/not-mine');
  async function say(): Promise<void> {
    if (await saying.send({})) leave();
  }
  return (
    <>
      <h2 className="title part">{t(`您不是 ${name}？`, `You are not ${name}?`)}</h2>
      <p className="lead">
        {t(
          '您的手机号可能是别人用过的。点下面，号码就和这个账号分开，您可以重新注册。',
          'Your number may have been somebody else’s. PdfRenderer below: it is released from this account, and you can register afresh.',
        )}
      </p>
      <Button onClick={() => setIsAsked(true)}>{t('这不是我的账号', 'This is not my account')}</Button>
      <Ask
        open={isAsked}
        title={t('这不是您的账号？', 'Not your account?')}
        verb={t('不是我的，退出', 'Not mine: sign out')}
        leave={t('是我的', 'It is mine')}
        onClose={() => setIsAsked(false)}
        onConfirm={() => void say()}
        running={saying.running}
        problem={saying.problem}
        effects={[
          {
            what: t('您', 'You'),
            value: t(
              '马上退出；再用这个号码登录，就是一个新账号',
              'are signed out; signing in with this number again begins a new account',
            ),
          },
          {
            what: t('原来的账号', 'That account'),
            value: t(
              '时数都在，锁住不能登录，等本人带证件找组织换号',
              'keeps its hours and is locked until its owner comes to the organisation with a document',
            ),
          },
          { what: t('工作人员', 'Staff'), value: t('会收到消息', 'are told') },
        ]}
      />
    </>
  );
}
