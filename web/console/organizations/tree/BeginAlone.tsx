import { accountsDesk } from '../../../../domain/accounts/paths.ts';
import { useWrite } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { ProblemNote } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';

/** Nobody keeps this record yet: the first administrator may begin alone, or give it to a colleague. */
export function BeginAlone({ organizationId }: { organizationId: string }) {
  const take = useWrite('post', '/api/organizations/{organization_id}/own-grant', [
    '/api/organizations/{organization_id}',
    '/api/organizations/{organization_id}/profile',
    '/api/me',
    '/api/grants',
  ]);
  async function begin(): Promise<void> {
    if (await take.send({ path: { organization_id: organizationId } }))
      toast(t('您在这里任职了，现在可以填写', 'You work here now and may fill in the record'));
  }
  return (
    <section className="beforehand" aria-label={t('还没有人在这里任职', 'Nobody works here yet')}>
      <p>
        <b>
          {t(
            '这里的资料由本级的人填写，还没有人任职。',
            'Those who work here fill in this record, and nobody does yet.',
          )}
        </b>
        {t(
          '您可以先自己任职，以后再交给同事；这件事会记下来，也会告诉另一位管理员。',
          ' You may begin yourself and hand over to a colleague later; it is on record, and the other administrator is told.',
        )}
      </p>
      {take.problem && <ProblemNote problem={take.problem} />}
      <p className="org-acts">
        <Button onClick={() => void begin()} running={take.running}>
          {t('我先来任职', 'I begin here')}
        </Button>
        <LinkButton href={accountsDesk.roles({ at: organizationId })}>
          {t('授予一位同事', 'Give a colleague a role')}
        </LinkButton>
      </p>
    </section>
  );
}
