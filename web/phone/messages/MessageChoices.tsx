import { ownPhone } from '../../../domain/paths.ts';
import { NoticeChoices } from '../../ui/NoticeChoices.tsx';
import { t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';

/** Which messages come, and by which way. */
export default function MessageChoices() {
  return (
    <Screen title={t('提醒设置', 'How messages come')} back={ownPhone.messages()}>
      <div className="block">
        <NoticeChoices />
      </div>
    </Screen>
  );
}
