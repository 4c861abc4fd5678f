import { useState } from 'react';
import { useSearch } from '../../ui/navigation.tsx';
import { ownPhone } from '../../../domain/paths.ts';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { useMe } from '../../api/session.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { RadioGroup } from '../../ui/Choice.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { signInHref } from '../sign-in/sign-in-href.ts';
import { ChildNote } from './ChildNote.tsx';
import { RegisterForm } from './RegisterForm.tsx';
import './volunteers.css';

/** Who registers is asked first: of a child under 14 this page takes nothing but a guardian's phone (PIPL art. 31). */
export default function Register() {
  const me = useMe();
  const [who, setWho] = useState('self');
  const [sending, setSending] = useState(false); // once sent, the page shows its answer and not that one is registered already
  const campaign = new URLSearchParams(useSearch()).get('campaign');
  return (
    <Screen title={t('注册志愿者', 'Register as a volunteer')} back={ownPhone.me()}>
      <div className="block">
        <RadioGroup
          name="who"
          label={t('谁来注册', 'Who registers')}
          value={who}
          onChange={setWho}
          options={[
            {
              value: 'self',
              label: t('我满 14 周岁', 'I am 14 or older'),
              hint: t(
                '未满 18 周岁和中小学生，还要家长（老师）同意',
                'Under 18, and for pupils, a guardian (and teacher) agrees as well',
              ),
            },
            {
              value: 'child',
              label: t('我未满 14 周岁', 'I am under 14'),
              hint: t('由家长用自己的手机替您注册', 'A guardian registers you from an own phone'),
            },
          ]}
        />
        {who === 'child' ? (
          <ChildNote />
        ) : (
          <Reading of={me} what={t('您的资料', 'your record')}>
            {({ signed_in: signedIn, person }) =>
              !signedIn ? (
                <Empty
                  title={t('先用手机号登录', 'Sign in by phone first')}
                  action={
                    <LinkButton kind="do" href={signInHref()}>
                      {t('登录', 'Sign in')}
                    </LinkButton>
                  }
                >
                  {t('登录后接着填，只要一分钟。', 'Then go on here: it takes a minute.')}
                </Empty>
              ) : person?.volunteer_number && !sending ? (
                <Empty
                  title={t('您已经是志愿者', 'You are a volunteer already')}
                  action={
                    <LinkButton kind="do" href={volunteersPhone.card()}>
                      {t('看我的卡', 'Open my card')}
                    </LinkButton>
                  }
                >
                  {t(`志愿者编号 ${person.volunteer_number}`, `Volunteer number ${person.volunteer_number}`)}
                </Empty>
              ) : (
                <RegisterForm campaign={campaign} onSend={() => setSending(true)} />
              )
            }
          </Reading>
        )}
      </div>
    </Screen>
  );
}
