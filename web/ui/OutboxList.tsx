import type { Address } from '../../domain/address.ts';
import { remove } from '../api/outbox.ts';
import { useOutbox } from '../api/session.ts';
import { Button, LinkButton } from './Button.tsx';
import { useOnline } from './online.ts';
import { moment, t } from './words.ts';

/** What waits on this device for a signal, and what the server refused, with its sentence and the way on. */
export function OutboxList({
  title,
  remedy,
  refusedOnly = false,
}: {
  title: string;
  remedy?: Address;
  /** Where what waits is counted in another way. */ refusedOnly?: boolean;
}) {
  const items = useOutbox().filter((item) => !refusedOnly || item.refused !== undefined);
  const isOnline = useOnline();
  if (items.length === 0) return null;
  return (
    <section className="kept">
      <h2 className="title">{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <div>
              <b>{item.words}</b>
              <p className="soft">
                {item.refused ??
                  (isOnline
                    ? t(`${moment(item.done_at)} 存下，等补传`, `kept ${moment(item.done_at)}, to be sent`)
                    : t(`${moment(item.done_at)} 存下，等信号`, `kept ${moment(item.done_at)}, waiting for a signal`))}
              </p>
            </div>
            {item.refused !== undefined && remedy !== undefined && (
              <LinkButton kind="text" href={remedy}>
                {t('去申请', 'Ask')}
              </LinkButton>
            )}
            {item.refused !== undefined && (
              <Button kind="text" onClick={() => void remove(item.key)}>
                {t('知道了', 'Dismiss')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
