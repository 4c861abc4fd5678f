import { useState } from 'react';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { day, t } from '../../ui/words.ts';

/** For a minor or pupil: whose consent is still missing, and asking again. Nothing shows for anybody else. */
export function MyConsentRequests() {
  const mine = useRead('/api/me/volunteer');
  const missing = mine.data?.consents_missing ?? [];
  if (!mine.data || missing.length === 0) return null;
  return (
    <section>
      <h2 className="title part">{t('还差这些同意', 'Consent still missing')}</h2>
      {missing.map((role) => (
        <Missing key={role} role={role} waiting={mine.data.requests_waiting.find((request) => request.role === role)} />
      ))}
    </section>
  );
}

function Missing({
  role,
  waiting,
}: {
  role: 'parent' | 'teacher';
  waiting: { phone_hint: string; expires_at: string } | undefined;
}) {
  const [phone, setPhone] = useState('');
  const ask = useWrite('post', '/api/me/guardian-requests', ['/api/me/volunteer']);
  const who = role === 'parent' ? t('家长', 'Guardian') : t('老师', 'Teacher');
  return (
    <Form problem={ask.problem} onSubmit={() => void ask.send({ body: { role, phone } })}>
      <p className="lead">
        <Tag state="behind">{who}</Tag>{' '}
        {waiting
          ? t(
              `已请 ${waiting.phone_hint}，${day(waiting.expires_at)} 前有效`,
              `${waiting.phone_hint} was asked, until ${day(waiting.expires_at)}`,
            )
          : t('还没有请', 'Nobody asked yet')}
      </p>
      <TextInput
        name="phone"
        label={role === 'parent' ? t('家长的手机号', 'Guardian’s phone') : t('老师的手机号', 'Teacher’s phone')}
        type="tel"
        inputMode="tel"
        value={phone}
        onChange={setPhone}
      />
      {ask.answer?.shown_message && (
        <p className="lead">
          {t('这台服务器不发短信，会发的内容是：', 'This server sends no text messages; it would say: ')}
          {ask.answer.shown_message}
        </p>
      )}
      <Button type="submit" running={ask.running}>
        {waiting ? t('再请一次', 'Ask again') : t('请同意', 'Ask')}
      </Button>
    </Form>
  );
}
