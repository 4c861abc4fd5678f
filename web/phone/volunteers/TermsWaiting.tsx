import { useState } from 'react';
import { spirit } from '../../../domain/volunteers/spirit.ts';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';
import { Agreement, type TermsText } from './Terms.tsx';

type Props = {
  terms: TermsText;
  /** A child that the person guards; without it, the person. */ child?: {
    readonly volunteer_id: string;
    readonly name: string;
  };
};

/** S17: a new version asks again, and people whom a unit entered are asked for the first time. */
export function TermsWaiting({ terms, child }: Props) {
  const [agrees, setAgrees] = useState(false);
  const accept = useWrite('post', '/api/me/volunteer/terms', [
    '/api/me/volunteer',
    '/api/me/volunteer/terms',
    '/api/activities/{activity_id}',
  ]);
  const title = child
    ? t(`请替${child.name}看权利和义务`, `Please read the rights and duties for ${child.name}`)
    : t('请先看权利和义务', 'Please read the rights and duties');
  async function send(): Promise<void> {
    const answer = await accept.send({
      body: { version: terms.version, acknowledges_spirit: true, ...(child && { volunteer_id: child.volunteer_id }) },
    });
    if (answer) toast(t('已接受，可以报名了', 'Accepted: signing up is open'));
  }
  return (
    <Form problem={accept.problem} onSubmit={() => void send()} label={title}>
      <h2 className="title part">{title}</h2>
      <p className="lead">
        {t(
          '接受后才能报新的名；已经报的名，签到、签退照常。',
          'Accept them to sign up. What is signed up already goes on: check in and out as usual.',
        )}
      </p>
      <Agreement
        terms={terms}
        {...(child ? { label: t(`${child.name}的权利和义务`, `Rights and duties for ${child.name}`) } : {})}
        spirit={spirit}
        agrees={agrees}
        onAgree={setAgrees}
      />
      <Button
        kind="do"
        type="submit"
        running={accept.running}
        disabledReason={agrees ? undefined : t('先看过并打勾', 'read and tick first')}
      >
        {t('接受', 'Accept')}
      </Button>
    </Form>
  );
}
