import { useRead } from '../../api/query.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { TermsWaiting } from './TermsWaiting.tsx';

/** S17: what waits to be read and accepted, for oneself and for each child. */
export default function MyTerms() {
  const waiting = useRead('/api/me/volunteer/terms');
  return (
    <Screen title={t('权利和义务', 'Rights and duties')} back="/me">
      <div className="block">
        <Reading of={waiting} what={t('权利和义务', 'the rights and duties')}>
          {({ rows }) => rows.length === 0
            ? <Empty title={t('都接受了', 'All accepted')} action={<LinkButton kind="do" href="/activities">{t('去找活动', 'Find activities')}</LinkButton>}>{t('有了新的一版会再请您看。', 'You are asked again when there is a new version.')}</Empty>
            : rows.map((row) => <TermsWaiting key={row.volunteer_id + row.terms.version} terms={row.terms} {...(row.is_own ? {} : { child: row })} />)}
        </Reading>
      </div>
    </Screen>
  );
}
