import { useEffect } from 'react';
import { useWrite } from '../../../api/query.ts';
import { ProblemNote } from '../../../ui/Form.tsx';
import { HandedLink } from '../../../ui/HandedLink.tsx';
import { t } from '../../../ui/words.ts';

/** Where no text messages go out: the way in for whoever was registered at the desk, made when it is shown. */
export function VolunteerLink({ volunteerId }: { volunteerId: string }) {
  const making = useWrite('post', '/api/volunteers/{volunteer_id}/sign-in-link');
  const { send, answer: made } = making;
  useEffect(() => {
    void send({ path: { volunteer_id: volunteerId } });
  }, []); // an earlier one opens nothing any more
  return (
    <section aria-label={t('登录链接', 'Sign-in link')}>
      {making.problem && <ProblemNote problem={making.problem} />}
      {made && (
        <HandedLink
          link={made.link}
          expiresAt={made.expires_at}
          note={t(
            '本人设好密码，以后用手机号和密码登录。',
            'the person sets a password, and signs in by phone and password from then on.',
          )}
        />
      )}
    </section>
  );
}
