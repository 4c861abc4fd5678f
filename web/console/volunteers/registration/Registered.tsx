import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { t } from '../../../ui/words.ts';
import { VolunteerLink } from './VolunteerLink.tsx';

export function Registered({
  answer,
  onAgain,
}: {
  answer: {
    volunteer_id: string;
    number: string;
    waits_for: readonly ('parent' | 'teacher')[];
    can: { link: boolean };
    shown_messages: readonly string[];
    same_phone: number;
  };
  onAgain: () => void;
}) {
  const who = answer.waits_for.map((role) => (role === 'parent' ? t('家长', 'a guardian') : t('老师', 'a teacher')));
  return (
    <section role="status" className="import-file">
      <h2 className="title">{t(`已登记，编号 ${answer.number}`, `Registered, number ${answer.number}`)}</h2>
      {answer.same_phone > 0 && (
        <p className="wrong" role="note">
          {t(
            `这个手机号已登记了 ${answer.same_phone} 名成年志愿者。每人要用自己的手机登录，请核对证件和手机号。`,
            `${answer.same_phone} other adults are registered with this phone. Everybody signs in with an own phone: check document and number.`,
          )}
        </p>
      )}
      {who.length > 0 && (
        <p>
          {t(
            `还等${who.join('和')}用自己的手机同意，同意后才能报名。`,
            `Waits for the consent of ${who.join(' and ')}, each on an own phone; then the person can sign up.`,
          )}
        </p>
      )}
      {answer.can.link && <VolunteerLink volunteerId={answer.volunteer_id} />}
      {answer.shown_messages.map((message) => (
        <p key={message} className="mute">
          {t('这台服务器不发短信，会发的内容是：', 'This server sends no text messages; it would say: ')}
          {message}
        </p>
      ))}
      <p className="import-actions">
        <Button kind="do" onClick={onAgain}>
          {t('再登记一人', 'Register another')}
        </Button>
        <LinkButton href={volunteersDesk.volunteer({ id: answer.volunteer_id })}>
          {t('打开人员页', 'Open the person’s page')}
        </LinkButton>
      </p>
    </section>
  );
}
