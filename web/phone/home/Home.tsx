import { useMe } from '../../api/session.ts';
import { Reading } from '../../ui/States.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { VolunteerHome } from './VolunteerHome.tsx';
import { Welcome } from './Welcome.tsx';
import './home.css';

export default function Home() {
  const me = useMe();
  if (me.data?.signed_in === true && me.data.person)
    return <VolunteerHome name={me.data.person.name} unread={me.data.unread_notices} />;
  if (me.data?.signed_in === false) return <Welcome />;
  return (
    <Screen title={t('首页', 'Home')} quietTitle>
      <div className="block">
        <Reading of={me} what={t('首页', 'the start page')}>
          {() => null}
        </Reading>
      </div>
    </Screen>
  );
}
