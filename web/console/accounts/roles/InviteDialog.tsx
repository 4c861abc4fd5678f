import { useEffect } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ProblemNote } from '../../../ui/Form.tsx';
import { HandedLink } from '../../../ui/HandedLink.tsx';
import { t } from '../../../ui/words.ts';

/** A link for somebody who has never signed in: where no text messages go out it is the only way. */
export function InviteDialog({
  grant,
  onClose,
}: {
  grant: { readonly id: string; readonly person_name: string } | null;
  onClose: () => void;
}) {
  return (
    <Dialog
      open={grant !== null}
      title={t(`${grant?.person_name ?? ''}的登录链接`, `Sign-in link of ${grant?.person_name ?? ''}`)}
      onClose={onClose}
    >
      {grant && <Link grantId={grant.id} onClose={onClose} />}
    </Dialog>
  );
}

function Link({ grantId, onClose }: { grantId: string; onClose: () => void }) {
  const making = useWrite('post', '/api/grants/{grant_id}/invitation');
  const { send, answer: made } = making;
  useEffect(() => {
    void send({ path: { grant_id: grantId } });
  }, []); // one link a dialog: an earlier one opens nothing any more
  return (
    <>
      {making.problem && <ProblemNote problem={making.problem} />}
      {made && (
        <HandedLink
          link={made.link}
          expiresAt={made.expires_at}
          note={t('打开以后，上级会收到消息。', 'the superior is told when it is opened.')}
        />
      )}
      <div className="actions">
        <Button onClick={onClose}>{t('关上', 'Close')}</Button>
      </div>
    </>
  );
}
