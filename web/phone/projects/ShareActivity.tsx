import { useState } from 'react';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';
import type { Shown } from './who-comes.ts';

/** The link, its code to scan, and the poster. */
export function ShareActivity({ activity }: { activity: Shown }) {
  const [open, setOpen] = useState(false);
  async function copy(): Promise<void> {
    if (typeof navigator.share === 'function')
      await navigator.share({ title: activity.title, url: activity.share_url }).catch(() => undefined);
    else
      await navigator.clipboard.writeText(activity.share_url).then(
        () => toast(t('链接已复制', 'Link copied')),
        () => toast(activity.share_url),
      );
  }
  return (
    <>
      <button type="button" className="ic" aria-label={t('转发', 'Share')} onClick={() => setOpen(true)}>
        <Icon name="share" size={22} />
      </button>
      <Sheet
        open={open}
        title={t('转发给朋友', 'Share with friends')}
        onClose={() => setOpen(false)}
        actions={
          <>
            <LinkButton outside icon="file" href={`/api/activities/${activity.id}/poster.pdf`}>
              {t('海报', 'Poster')}
            </LinkButton>
            <Button kind="do" onClick={() => void copy()}>
              {t('转发链接', 'Share the link')}
            </Button>
          </>
        }
      >
        <Qr text={activity.share_url} label={t('扫码打开这个活动', 'Scan to open this activity')} />
      </Sheet>
    </>
  );
}
