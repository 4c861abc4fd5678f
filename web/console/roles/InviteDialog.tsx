import { useEffect } from 'react';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNote } from '../../ui/Form.tsx';
import { toast } from '../../ui/toast.tsx';
import { moment, t } from '../../ui/words.ts';

/** A link for somebody who has never signed in: where no text messages go out it is the only way. */
export function InviteDialog({ grant, onClose }: { grant: { readonly id: string; readonly person_name: string } | null; onClose: () => void }) {
  return <Dialog open={grant !== null} title={t(`${grant?.person_name ?? ''}的登录链接`, `Sign-in link of ${grant?.person_name ?? ''}`)} onClose={onClose}>{grant && <Link grantId={grant.id} onClose={onClose} />}</Dialog>;
}

function Link({ grantId, onClose }: { grantId: string; onClose: () => void }) {
  const making = useWrite('post', '/api/grants/{grant_id}/invitation');
  const { send } = making;
  useEffect(() => { void send({ path: { grant_id: grantId } }); }, []); // one link a dialog: an earlier one opens nothing any more
  async function copy(link: string): Promise<void> {
    await navigator.clipboard.writeText(link);
    toast(t('已复制，请当面或可靠地交给本人', 'Copied: hand it to the person'));
  }
  const made = making.answer;
  return (
    <>
      {making.problem && <ProblemNote problem={making.problem} />}
      {made && (
        <>
          <p className="lead">{t(`请交给本人。只能用一次，${moment(made.expires_at)}前有效；打开以后，上级会收到消息。`, `Hand it to the person. It is good once, until ${moment(made.expires_at)}; the superior is told when it is opened.`)}</p>
          <p><code className="sign-in-link">{made.link}</code></p>
        </>
      )}
      <div className="actions">
        <Button onClick={onClose}>{t('关上', 'Close')}</Button>
        {made && <Button kind="do" onClick={() => void copy(made.link)}>{t('复制链接', 'Copy the link')}</Button>}
      </div>
    </>
  );
}
