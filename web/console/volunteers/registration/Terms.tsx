import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { useRead, useWrite } from '../../../api/query.ts';
import { Ask } from '../../../ui/Ask.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Select, Textarea } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Reading } from '../../../ui/States.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav, useDesks } from '../VolunteersNav.tsx';

/** S17: the rights and duties that newcomers accept. A new version asks everyone at and below the organisation again, before they sign up. */
export default function Terms() {
  const desks = useDesks('organizations.rules');
  const [desk, setDesk] = useState('');
  const organization = desk || desks[0]?.id || '';
  const page = useRead(
    '/api/registration',
    { query: { organization_id: organization } },
    { enabled: organization !== '' },
  );
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead
        title={t('权利和义务', 'Rights and duties')}
        crumbs={[
          { words: t('名册', 'Roster'), href: volunteersDesk.roster() },
          { words: t('权利和义务', 'Rights and duties') },
        ]}
      />
      <div className="block">
        {desks.length > 1 && (
          <Select
            name="organization_id"
            label={t('哪个组织的', 'Of which organisation')}
            value={organization}
            onChange={setDesk}
            options={desks.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Reading of={page} what={t('现行文本', 'the text in force')}>
          {({ terms }) => <NewVersion key={terms.version + organization} terms={terms} organization={organization} />}
        </Reading>
      </div>
    </Page>
  );
}

type Text = { rights_zh: string; rights_en: string; duties_zh: string; duties_en: string };

function NewVersion({
  terms,
  organization,
}: {
  terms: Text & { issuer_name: string; version: string };
  organization: string;
}) {
  const [draft, setDraft] = useState<Text>({
    rights_zh: terms.rights_zh,
    rights_en: terms.rights_en,
    duties_zh: terms.duties_zh,
    duties_en: terms.duties_en,
  });
  const [asks, setAsks] = useState(false);
  const issue = useWrite('post', '/api/volunteer-terms', ['/api/registration']);
  const changed = (Object.keys(draft) as (keyof Text)[]).some((name) => draft[name].trim() !== terms[name].trim());
  async function send(): Promise<void> {
    const answer = await issue.send({ body: { ...draft, organization_id: organization } });
    setAsks(false);
    if (answer) toast(t(`第 ${answer.version} 版已生效`, `Version ${answer.version} is in force`));
  }
  const field = (name: keyof Text, label: string) => (
    <Textarea name={name} label={label} value={draft[name]} onChange={(text) => setDraft({ ...draft, [name]: text })} />
  );
  return (
    <>
      <Form onSubmit={() => setAsks(true)} label={t('新的一版', 'A new version')}>
        <p className="import-note">
          {t(
            `现行的由${terms.issuer_name}发布。改好后发布新的一版，本组织和下级的志愿者下次打开手机时会请他们看过并接受；以前的接受都留着。`,
            `In force: issued by ${terms.issuer_name}. A new version asks the volunteers here and below when they next open the phone; earlier acceptances are kept.`,
          )}
        </p>
        {field('rights_zh', t('权利（中文）', 'Rights (Chinese)'))}
        {field('duties_zh', t('义务（中文）', 'Duties (Chinese)'))}
        {field('rights_en', t('权利（英文）', 'Rights (English)'))}
        {field('duties_en', t('义务（英文）', 'Duties (English)'))}
        <div className="actions">
          <Button kind="do" type="submit" disabledReason={changed ? undefined : t('先改文本', 'change the text first')}>
            {t('发布新的一版', 'Issue a new version')}
          </Button>
        </div>
      </Form>
      <Ask
        open={asks}
        title={t('发布新的一版？', 'Issue a new version?')}
        verb={t('发布', 'Issue')}
        onClose={() => setAsks(false)}
        onConfirm={() => void send()}
        running={issue.running}
        problem={issue.problem}
        effects={[
          {
            what: t('本组织和下级的志愿者', 'Volunteers here and below'),
            value: t('下次打开手机时请他们看过并接受', 'are asked to read and accept when they next open the phone'),
          },
          {
            what: t('还没有接受的人', 'Who has not accepted'),
            value: t('接受前不能报新的名', 'cannot sign up before accepting'),
          },
          {
            what: t('已经报的名、签到和签退', 'Sign-ups made, check-in and check-out'),
            value: t('照常', 'go on as usual'),
          },
        ]}
      />
    </>
  );
}
