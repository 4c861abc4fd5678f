import { accountsDesk } from '../../../domain/accounts/paths.ts';
import { NoticeChoices } from '../../ui/NoticeChoices.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { t } from '../../ui/words.ts';
import { Page } from '../Page.tsx';

/** Which messages come, and by which way. */
export default function MessageChoices() {
  const title = t('提醒设置', 'How messages come');
  return (
    <Page>
      <PageHead
        title={title}
        crumbs={[{ words: t('消息', 'Messages'), href: accountsDesk.messages() }, { words: title }]}
      />
      <div className="block narrow">
        <NoticeChoices />
      </div>
    </Page>
  );
}
