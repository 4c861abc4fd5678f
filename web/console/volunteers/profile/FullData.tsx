import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { SecondPerson } from '../../SecondPerson.tsx';
import { type Shown, refresh } from './person-shown.ts';

/** A minor's data needs a second person first; the look itself always needs a reason that the person can read. */
export function FullData({ one }: { one: Shown }) {
  const [reason, setReason] = useState('');
  const path = { volunteer_id: one.id };
  const reveal = useWrite('post', '/api/volunteers/{volunteer_id}/reveal', refresh);
  const ask = useWrite('post', '/api/volunteers/{volunteer_id}/minor-access', refresh);
  const access = one.minor_access;
  const full = reveal.answer;
  if (full) {
    return (
      <section className="full-data">
        <KeyValues
          rows={[
            { key: t('姓名', 'Name'), value: full.name },
            { key: t('证件号码', 'Document'), value: full.document_number },
            { key: t('手机', 'Phone'), value: full.phone },
            { key: t('出生', 'Born'), value: full.birth_date && longDay(full.birth_date) },
          ]}
        />
        <p className="mute">
          {t(
            '这次查看已记录，本人（监护人）看得到。',
            'This look is on record, and the person or guardian can see it.',
          )}
        </p>
      </section>
    );
  }
  if (!one.can.reveal && !one.can.ask_minor_access) {
    return access.state === 'asked' ? (
      <p>
        <Tag state="due">{t('已申请查看，等另一人批准', 'Asked: another person decides')}</Tag>
      </p>
    ) : null;
  }
  const needsApproval = one.can.ask_minor_access;
  return (
    <Form
      problem={reveal.problem ?? ask.problem}
      onSubmit={() =>
        void (needsApproval ? ask.send({ path, body: { reason } }) : reveal.send({ path, body: { reason } }))
      }
    >
      <h2 className="title">{t('完整信息', 'Full data')}</h2>
      {needsApproval && (
        <p className="mute">
          {t('未成年人：先申请，由另一人批准几天。', 'A minor: ask first, another person approves for some days.')}
        </p>
      )}
      {needsApproval && one.organization && (
        <SecondPerson at={one.organization.id} permission="volunteers.approve_minor_access" />
      )}
      {access.state === 'approved' && access.expires_at && (
        <p>
          <Tag state="ok">
            {t(`已批准，到 ${longDay(access.expires_at)}`, `Approved until ${longDay(access.expires_at)}`)}
          </Tag>
        </p>
      )}
      <Textarea
        name="reason"
        label={t('理由', 'Reason')}
        hint={
          needsApproval || access.state === 'approved'
            ? t('家长能查到谁看过、为什么看。', 'The guardian can see who looked, and why.')
            : t('本人能查到谁看过、为什么看。', 'The person can see who looked, and why.')
        }
        value={reason}
        onChange={setReason}
      />
      <Button
        type="submit"
        running={reveal.running || ask.running}
        disabledReason={reason.trim().length < 2 ? t('先写理由', 'give a reason first') : undefined}
      >
        {needsApproval ? t('申请查看', 'Ask for access') : t('看完整信息', 'See the full data')}
      </Button>
    </Form>
  );
}
