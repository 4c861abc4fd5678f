import { ownPhone } from '../../../domain/paths.ts';
import { useMe } from '../../api/session.ts';
import { Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { Consents, Leaving, Looks, TakeAlong } from '../volunteers/PrivacyParts.tsx';
import { DataViewers } from './DataViewers.tsx';
import './me.css';

/** Everything about one's own data in one place: who can see it, who looked, what was agreed, taking it along, leaving. */
export default function Privacy() {
  const me = useMe();
  return (
    <Screen title={t('隐私', 'Privacy')} back={ownPhone.me()}>
      <Reading of={me} what={t('您的资料', 'your record')}>
        {({ person }) =>
          person && (
            <>
              <div className="block">
                <h2 className="title part">{t('谁能看到我', 'Who can see me')}</h2>
                <DataViewers personId={person.id} />
              </div>
              <Looks />
              {person.volunteer_number !== null && <Consents />}
              <TakeAlong />
              {person.volunteer_number !== null && <Leaving />}
            </>
          )
        }
      </Reading>
    </Screen>
  );
}
