import { Button } from './Button.tsx';
import { Qr } from './Qr.tsx';
import { toast } from './toast.tsx';
import { moment, t } from './words.ts';

/** A link that is good once, to be handed over in person: scanned from this screen, or copied. */
export function HandedLink({ link, expiresAt, note }: { link: string; expiresAt: string; note: string }) {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(link);
    toast(t('已复制，请当面或可靠地交给本人', 'Copied: hand it to the person'));
  }
  return (
    <>
      <p className="lead">
        {t(
          `请交给本人：用手机扫，或复制。只能用一次，${moment(expiresAt)}前有效；${note}`,
          `Hand it to the person: scanned by the phone, or copied. It is good once, until ${moment(expiresAt)}; ${note}`,
        )}
      </p>
      <Qr text={link} label={t('本人用手机扫这个码', 'The person scans this with the phone')} size={200} />
      <p>
        <code className="sign-in-link">{link}</code>
      </p>
      <div className="actions">
        <Button onClick={() => void copy()}>{t('复制链接', 'Copy the link')}</Button>
      </div>
    </>
  );
}
