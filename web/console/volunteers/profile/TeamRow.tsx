import { useState } from 'react';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import type { Shown } from './volunteer-shown.ts';

export function TeamRow({ row, volunteer }: { row: Shown['memberships'][number]; volunteer: string }) {
  const decide = useWrite('post', '/api/volunteers/{volunteer_id}/memberships/{membership_id}/label', [
    '/api/volunteers/{volunteer_id}',
    '/api/volunteers',
  ]);
  const [why, setWhy] = useState(false);
  const path = { volunteer_id: volunteer, membership_id: row.id };
  return (
    <li>
      <div>
        <h3>
          {row.organization.name}{' '}
          {row.label && (
            <Tag state={row.is_confirmed ? 'ok' : 'due'}>
              {row.label}
              {row.is_confirmed ? '' : t('，待确认', ', to confirm')}
            </Tag>
          )}
        </h3>
        <p>
          {row.left_on
            ? t(
                `${longDay(row.joined_on)}至${longDay(row.left_on)}`,
                `${longDay(row.joined_on)} to ${longDay(row.left_on)}`,
              )
            : t(`${longDay(row.joined_on)}加入`, `Since ${longDay(row.joined_on)}`)}
        </p>
      </div>
      {row.can.confirm_label && (
        <span className="actions">
          <Button
            running={decide.running}
            onClick={() =>
              why
                ? void decide.send({
                    path,
                    body: { confirms: false, reason: t('不是本小区居民', 'Not a resident of this compound') },
                  })
                : setWhy(true)
            }
          >
            {why ? t('不是居民，不确认', 'Not a resident: refuse') : t('不确认', 'Refuse')}
          </Button>
          <Button
            kind="do"
            running={decide.running}
            onClick={() => void decide.send({ path, body: { confirms: true } })}
          >
            {t('确认', 'Confirm')}
          </Button>
        </span>
      )}
    </li>
  );
}
