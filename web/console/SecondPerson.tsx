import type { Permission } from '../../domain/permissions.ts';
import type { Ask } from '../api/client.ts';
import { useRead } from '../api/query.ts';
import { t } from '../ui/words.ts';

type Query = NonNullable<Ask<'get', '/api/second-people'>['query']>;
type Props = { at: string; permission: Permission; where?: Query['where'] };

/** Before something that a second person decides is begun: who that could be here, or how one is named. */
export function SecondPerson({ at, permission, where = 'at' }: Props) {
  const found = useRead('/api/second-people', { query: { organization_id: at, permission, where } }).data;
  if (found === undefined) return null;
  if (found.count > 0) {
    return (
      <p className="hint">
        {t(
          `能当第二个人的：${names(found.people, found.count)}`,
          `Who can be the second person: ${names(found.people, found.count)}`,
        )}
      </p>
    );
  }
  return (
    <p className="beforehand">
      {where === 'above'
        ? t('上级还没有人能审。', 'Nobody above can decide it yet. ')
        : t(
            '这里还没有第二个人能审，提出以后会一直等着。',
            'There is no second person here yet: what you propose will wait. ',
          )}
      {wayToName()}
    </p>
  );
}

/** Whoever one appoints oneself is no second person, so a second administrator is needed. */
export function wayToName(): string {
  return t(
    '请运维在服务器上运行 npm run admin -- 手机号 姓名，设第二位管理员：由他来办，或由他在“权限”里授予一位同事（您自己授予的人不算第二个人）。',
    'The operator names a second administrator by npm run admin -- PHONE NAME, who decides it or gives a colleague the role under Roles; whom you appoint yourself is no second person.',
  );
}

function names(people: readonly string[], count: number): string {
  return (
    people.join(t('、', ', ')) +
    (count > people.length ? t(` 等 ${count} 人`, ` and ${count - people.length} more`) : '')
  );
}
