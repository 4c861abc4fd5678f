import { useState } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { day, t } from '../../ui/words.ts';

/** Only the guardian's phone is taken, and it is destroyed once answered or after three days. */
export function ChildNote() {
  const [phone, setPhone] = useState('');
  const asked = useWrite('post', '/api/guardian-requests');
  if (asked.answer) {
    return (
      <section className="done-card" role="status">
        <h2 className="title">{t('请家长来登录', 'Now your guardian signs in')}</h2>
        <p>
          {t(
            `请家长在 ${day(asked.answer.expires_at)} 前用这个手机号登录青志，打开“我的—监护”，替您填写并同意。`,
            `Before ${day(asked.answer.expires_at)} your guardian signs in to Qingzhi with this phone, opens Me – Guardian, fills in the form and agrees.`,
          )}
        </p>
        {asked.answer.shown_message && (
          <p className="lead">
            {t('这台服务器不发短信，会发的内容是：', 'This server sends no text messages; it would say: ')}
            {asked.answer.shown_message}
          </p>
        )}
        <p className="soft">
          {t('到那以前，青志没有存您的任何资料。', 'Until then Qingzhi has stored nothing about you.')}
        </p>
      </section>
    );
  }
  return (
    <Form problem={asked.problem} onSubmit={() => void asked.send({ body: { guardian_phone: phone } })}>
      <p className="steps-note">
        {t(
          '您不用填姓名和证件。只留家长的手机号，家长同意前什么都不存。',
          'Give no name and no number of your own: only your guardian’s phone. Nothing is stored before your guardian agrees.',
        )}
      </p>
      <TextInput
        name="guardian_phone"
        label={t('家长的手机号', 'Your guardian’s phone')}
        type="tel"
        inputMode="tel"
        value={phone}
        onChange={setPhone}
      />
      <Button kind="do" large type="submit" running={asked.running}>
        {t('请家长同意', 'Ask my guardian')}
      </Button>
    </Form>
  );
}
