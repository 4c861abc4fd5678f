import { volunteersPhone } from '../../../domain/volunteers/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import { useMe } from '../../api/session.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../ui/words.ts';
import type { Shift } from './who-comes.ts';

export function Requirements({ shift }: { shift: Shift }) {
  const me = useMe();
  if (!me.data?.signed_in) return null;
  return (
    <ul className="fits" aria-label={t('报名条件', 'Requirements')}>
      {shift.requirements?.map((each) => (
        <li key={each.code} className={each.is_met ? undefined : 'unmet'}>
          <Icon
            name={each.is_met ? 'check' : 'alert'}
            size={18}
            weight={2.4}
            label={each.is_met ? t('符合', 'Met') : t('还不符合', 'Not met yet')}
          />
          {t(each.zh, each.en)}
          {each.remedy && (
            <small>
              {each.remedy}
              <Remedy code={each.code} />
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where the remedy is; of a child who comes along the code stands behind its id. */
function Remedy({ code }: { code: string }) {
  if (code === 'insurance' || code.startsWith('skill'))
    return (
      <>
        {' '}
        <Link href={volunteersPhone.profile()}>{t('去填写', 'Open my record')}</Link>
      </>
    );
  return code === 'terms' || code.endsWith(':terms') ? (
    <>
      {' '}
      <Link href={volunteersPhone.terms({ next: location.pathname + location.search })}>
        {t('去看和接受', 'Read and accept')}
      </Link>
    </>
  ) : null;
}
