import { useState } from 'react';
import { spirit } from '../../../domain/volunteers/spirit.ts';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { t } from '../../ui/words.ts';
import { Agreement, type TermsText } from './Terms.tsx';

/** S17: a new version asks again, and people whom a unit entered are asked for the first time. */
export function TermsWaiting({ terms }: { terms: TermsText | null }) {
  const [agrees, setAgrees] = useState(false);
  const accept = useWrite('post', '/api/me/volunteer/terms', ['/api/me/volunteer']);
  if (terms === null) return null;
  return (
    <Form problem={accept.problem} onSubmit={() => void accept.send({ body: { version: terms.version, acknowledges_spirit: true } })} label={t('请先看权利和义务', 'Please read the rights and duties')}>
      <h2 className="title part">{t('请先看权利和义务', 'Please read the rights and duties')}</h2>
      <p className="lead">{t('接受后才能报名和签到。', 'Accept them to sign up and check in.')}</p>
      <Agreement terms={terms} spirit={spirit} agrees={agrees} onAgree={setAgrees} />
      <Button kind="do" type="submit" running={accept.running} notNow={agrees ? undefined : t('先看过并打勾', 'read and tick first')}>{t('接受', 'Accept')}</Button>
    </Form>
  );
}
