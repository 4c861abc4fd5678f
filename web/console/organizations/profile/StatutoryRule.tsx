import { organizationsDesk } from '../../../../domain/organizations/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import { t } from '../../../ui/words.ts';
import type { RecordPage } from '../tree/organization-page.ts';

type Rule = RecordPage['follows']['statutory_rule'];

/** Which rule book says how often meetings are held and which documents are asked for, with the way to it. */
export function RuleLink({ rule, organizationId }: { rule: Rule; organizationId: string }) {
  const which =
    rule.book_id === null
      ? t('内置规则', 'the built-in rules')
      : t(
          `${rule.issuer_name}第 ${rule.version} 版（${rule.citing_document}）`,
          `${rule.issuer_name}, version ${rule.version} (${rule.citing_document})`,
        );
  return <Link href={organizationsDesk.rules({ at: organizationId, kind: 'statutory' })}>{which}</Link>;
}

export function StatutoryRule({ rule, organizationId }: { rule: Rule; organizationId: string }) {
  return (
    <p className="soft">
      {t('执行的规则：', 'Rules in force: ')}
      <RuleLink rule={rule} organizationId={organizationId} />
    </p>
  );
}
