import { Icon } from '../../ui/Icon.tsx';
import { toast } from '../../ui/toast.tsx';
import { t } from '../../ui/words.ts';

/** The phone's own sharing where there is one; otherwise the address is copied. */
export function ShareButton({ title, url }: { title: string; url: string }) {
  async function share(): Promise<void> {
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        toast(t('地址已复制，可以发给别人', 'The address is copied: send it to anyone'));
      }
    } catch {
      // the person closed the sharing sheet
    }
  }
  return (
    <button type="button" className="ic" aria-label={t('转发', 'Share')} onClick={() => void share()}>
      <Icon name="share" size={22} />
    </button>
  );
}
