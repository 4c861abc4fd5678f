import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { t } from '../../ui/words.ts';
import { wayToName } from '../SecondPerson.tsx';

/** Whoever administers alone learns at home what will wait for a second person, and how one is named. */
export function Alone({ grants }: { grants: Answer<'get', '/api/me'>['grants'] }) {
  const desk = grants.find((grant) => grant.is_below && grant.permissions.includes('accounts.grant'));
  const found = useRead(
    '/api/second-people',
    { query: { organization_id: desk?.organization_id ?? '', permission: 'accounts.grant' } },
    { enabled: desk !== undefined },
  ).data;
  if (found === undefined || found.count > 0) return null;
  return (
    <section className="beforehand" aria-label={t('只有您一位管理员', 'You are the only administrator')}>
      <p>
        <b>{t('现在只有您一位管理员。', 'You are the only administrator.')}</b>
        {t(
          '建组织、填资料、建队伍、登记志愿者、发活动、签到和确认时数，您一个人就能做。要等第二个人的是：补录、导入和更正入账，超 8 小时的记录，合并重复人员，看未成年人信息，规则要求审核的活动，涉及时数或放宽的规则，以及授出审核类权限。',
          ' Alone you can found organisations and teams, fill in records, register volunteers, publish activities, run check-in and confirm hours. A second person decides back-fills, imports and corrections, records over 8 hours, merges, access to minors’ data, activities that the rules want approved, rules that decide hours or loosen, and grants that can approve. ',
        )}
        {wayToName()}
      </p>
    </section>
  );
}
