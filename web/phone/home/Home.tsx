import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';

export default function Home() {
  return (
    <Screen title={t('首页', 'Home')} quietTitle tabs>
      <section className="hello"><h2 className="title">{t('您好', 'Hello')}</h2></section>
    </Screen>
  );
}
