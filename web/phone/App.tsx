import type { ComponentProps } from 'react';
import { ownPhone } from '../../domain/paths.ts';
import { LinkButton } from '../ui/Button.tsx';
import { Pages } from '../ui/routes.tsx';
import { Empty } from '../ui/States.tsx';
import { Toasts } from '../ui/toast.tsx';
import { t } from '../ui/words.ts';
import { Screen } from './Screen.tsx';
import { TermsAsked } from './volunteers/TermsAsked.tsx';

export function App({ pages }: { pages: ComponentProps<typeof Pages>['pages'] }) {
  return (
    <>
      <Pages pages={pages} missing={<Missing />} />
      <TermsAsked />
      <Toasts />
    </>
  );
}

function Missing() {
  return (
    <Screen title={t('没有这一页', 'No such page')} back={ownPhone.home()}>
      <div className="block">
        <Empty
          title={t('没有这一页', 'There is no such page')}
          action={<LinkButton href={ownPhone.home()}>{t('回首页', 'Go to the start')}</LinkButton>}
        >
          {t('地址可能抄错了，或者这一页已经挪走。', 'The address may be mistyped, or the page has moved.')}
        </Empty>
      </div>
    </Screen>
  );
}
