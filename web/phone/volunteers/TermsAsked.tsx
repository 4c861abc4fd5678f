import { useState } from 'react';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { ownPhone } from '../../../domain/paths.ts';
import { ledgerPhone } from '../../../domain/ledger/paths.ts';
import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { useGo, usePath } from '../../ui/navigation.tsx';
import { useRead } from '../../api/query.ts';
import { useMe } from '../../api/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { t } from '../../ui/words.ts';

/** Nobody is stopped on the way to a check-in or check-out, nor where the text itself is read. */
const quiet = [
  recordsPhone.scan,
  volunteersPhone.card,
  ledgerPhone.seals,
  ownPhone.signIn,
  ownPhone.welcome,
  volunteersPhone.register,
  volunteersPhone.terms,
  volunteersPhone.profile,
  recordsPhone.verify,
  projectsPhone.openActivities,
];
const isQuiet = (path: string): boolean =>
  quiet.some(({ pattern }) => path === pattern || path.startsWith(`${pattern}/`));

/** S17: who opens the phone is asked once for what is in force and not accepted; "later" holds until the next opening. */
export function TermsAsked() {
  const path = usePath();
  const go = useGo();
  const [later, setLater] = useState<string>();
  const me = useMe().data?.person?.id;
  const waiting = useRead('/api/me/volunteer/terms', undefined, { enabled: me !== undefined && !isQuiet(path) });
  const rows = waiting.data?.rows ?? [];
  const asked = `${me}:${rows.map((row) => row.volunteer_id + row.terms.version).join()}`;
  const open = me !== undefined && rows.length > 0 && later !== asked && !isQuiet(path);
  const names = rows
    .filter((row) => !row.is_own)
    .map((row) => row.name)
    .join(t('、', ', '));
  return (
    <Dialog
      open={open}
      title={t('请看权利和义务', 'Please read the rights and duties')}
      onClose={() => setLater(asked)}
      actions={
        <>
          <Button onClick={() => setLater(asked)}>{t('以后再看', 'Later')}</Button>
          <Button
            kind="do"
            onClick={() => {
              setLater(asked);
              go(volunteersPhone.terms());
            }}
          >
            {t('看一看', 'Read them')}
          </Button>
        </>
      }
    >
      <p>
        {rows.some((row) => row.is_own)
          ? t(
              '现行的权利和义务还要您看过并接受。',
              'The rights and duties in force wait to be read and accepted by you.',
            )
          : t(
              `${names}的权利和义务还要您替孩子看过并接受。`,
              `The rights and duties of ${names} wait to be read and accepted by you.`,
            )}
      </p>
      <p className="hint">
        {t(
          '接受前不能报新的名；已经报的名，签到、签退照常。',
          'Until then there is no new sign-up. What is signed up already goes on: check in and out as usual.',
        )}
      </p>
    </Dialog>
  );
}
