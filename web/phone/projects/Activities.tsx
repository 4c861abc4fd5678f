import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import { Offers } from './Offers.tsx';

export default function Activities() {
  return (
    <Screen title={t('活动', 'Activities')} quietTitle tabs>
      <section className="hello">
        <h2 className="title">{t('找一场服务', 'Find a service')}</h2>
      </section>
      <Offers />
    </Screen>
  );
}
