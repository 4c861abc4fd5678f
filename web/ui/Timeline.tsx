import type { ReactNode } from 'react';
import { moment } from './words.ts';

/** person solid · machine dashed · weak own word · hot what opened the case · open still to come. */
export type TimelineEvent = {
  key: string;
  who: 'person' | 'machine' | 'weak' | 'hot' | 'open';
  title: ReactNode;
  at?: string;
  /** Replaces the moment when the time is a span or already in words. */
  time?: string;
  children?: ReactNode;
};

export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  return (
    <ol className="tl">
      {events.map((event) => (
        <li key={event.key} className={event.who}>
          <div className="tl-head">
            <h3>{event.title}</h3>
            {(event.at ?? event.time) && <time dateTime={event.at}>{event.time ?? moment(event.at ?? '')}</time>}
          </div>
          {event.children && <div className="soft">{event.children}</div>}
        </li>
      ))}
    </ol>
  );
}
