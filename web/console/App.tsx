import type { ComponentProps } from 'react';
import { ownDesk } from '../../domain/paths.ts';
import { LinkButton } from '../ui/Button.tsx';
import { Pages } from '../ui/routes.tsx';
import { Empty } from '../ui/States.tsx';
import { Toasts } from '../ui/toast.tsx';
import { t } from '../ui/words.ts';
import { Page } from './Page.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { SessionEnding } from './SessionEnding.tsx';
import { ModuleNav } from './ModuleNav.tsx';

export function App({ pages }: { pages: ComponentProps<typeof Pages>['pages'] }) {
  return (
    <div className="con">
      <a className="skip" href="#main">
        {t('跳到正文', 'Skip to the page')}
      </a>
      <ModuleNav />
      <SessionEnding />
      <Pages pages={pages} missing={<Missing />} />
      <Toasts />
    </div>
  );
}

function Missing() {
  return (
    <Page>
      <PageHead title={t('没有这一页', 'There is no such page')} />
      <div className="block">
        <Empty
          title={t('地址可能抄错了', 'The address may be mistyped')}
          action={<LinkButton href={ownDesk.home()}>{t('回第一页', 'Go to the start')}</LinkButton>}
        >
          {t('或者这一页已经挪走。', 'Or the page has moved.')}
        </Empty>
      </div>
    </Page>
  );
}
