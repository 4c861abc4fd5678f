import { useSearch } from '../../ui/navigation.tsx';
import { ownPhone } from '../../../domain/paths.ts';
import { projectsPhone } from '../../../domain/projects/paths.ts';
import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { ownAddress } from '../../../domain/address.ts';
import { Terms } from './Terms.tsx';
import { TermsWaiting } from './TermsWaiting.tsx';

/** S17: what waits to be read and accepted, for oneself and for each child; and what was accepted, to be read again. */
export default function MyTerms() {
  const waiting = useRead('/api/me/volunteer/terms');
  const back = ownAddress(new URLSearchParams(useSearch()).get('next'));
  return (
    <Screen title={t('权利和义务', 'Rights and duties')} back={ownPhone.me()}>
      <div className="block">
        <Reading of={waiting} what={t('权利和义务', 'the rights and duties')}>
          {({ rows, accepted }) => (
            <>
              {rows.length === 0 ? (
                <Empty
                  title={t('都接受了', 'All accepted')}
                  action={
                    <LinkButton kind="do" href={back ?? projectsPhone.activities()}>
                      {back === null ? t('去找活动', 'Find activities') : t('回到刚才的活动', 'Back to the activity')}
                    </LinkButton>
                  }
                >
                  {t('有了新的一版会再请您看。', 'You are asked again when there is a new version.')}
                </Empty>
              ) : (
                rows.map((row) => (
                  <TermsWaiting
                    key={row.volunteer_id + row.terms.version}
                    terms={row.terms}
                    {...(row.is_own ? {} : { child: row })}
                  />
                ))
              )}
              {accepted.map((row) => (
                <section key={row.volunteer_id}>
                  <h2 className="title part">
                    {row.is_own
                      ? t(`您 ${longDay(row.accepted_at)}接受的`, `Accepted on ${longDay(row.accepted_at)}`)
                      : t(
                          `替${row.name} ${longDay(row.accepted_at)}接受的`,
                          `Accepted for ${row.name} on ${longDay(row.accepted_at)}`,
                        )}
                  </h2>
                  <Terms
                    terms={row.terms}
                    label={
                      row.is_own
                        ? t('您接受的权利和义务', 'Rights and duties you accepted')
                        : t(`替${row.name}接受的权利和义务`, `Rights and duties accepted for ${row.name}`)
                    }
                  />
                </section>
              ))}
            </>
          )}
        </Reading>
      </div>
    </Screen>
  );
}
