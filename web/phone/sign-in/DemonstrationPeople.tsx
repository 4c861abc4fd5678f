import { useRead, useWrite } from '../../api/query.ts';
import { ProblemNote } from '../../ui/Form.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { t } from '../../ui/words.ts';

/** Invented people, one tap each. The list is empty, and nothing is shown, where no demonstration is installed. */
export function DemonstrationPeople({ onArrived }: { onArrived: (surface: string) => void }) {
  const people = useRead('/api/sign-in/demonstration-people');
  const signing = useWrite('post', '/api/sign-in/demonstration');
  const rows = people.data?.rows ?? [];
  if (rows.length === 0) return <AboutQingzhi />;
  async function enter(person_id: string): Promise<void> {
    const answer = await signing.send({ body: { person_id } });
    if (answer) onArrived(answer.surface);
  }
  return (
    <section className="oth demonstration">
      <h2 className="title">{t('演示：点一位进去看', 'Demonstration: tap a person')}</h2>
      <p>{t('都是虚构的人和组织，怎么改都可以。', 'All people and units are invented; change what you like.')}</p>
      {signing.problem && <ProblemNote problem={signing.problem} />}
      <ul>
        {rows.map((person) => (
          <li key={person.person_id}>
            <button type="button" disabled={signing.running} onClick={() => void enter(person.person_id)}>
              <span className="seal-name" aria-hidden="true">
                {person.name.slice(0, 1)}
              </span>
              <span>
                <b>{person.name}</b>
                <small>{t(person.title_zh, person.title_en)}</small>
              </span>
              <Icon name="forward" size={18} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AboutQingzhi() {
  return (
    <section className="oth">
      <h2 className="title">{t('登录以后', 'Once signed in')}</h2>
      <p>
        {t(
          '志愿者：找活动、报名、出示自己的码、查每一小时从哪里来。',
          'Volunteers: find activities, sign up, show your code, see where each hour comes from.',
        )}
      </p>
      <p>
        {t(
          '组织和团委的同事：登录后会到工作台，需要验证器里的动态码。',
          'Staff: you arrive at the console; the digits of your authenticator are needed.',
        )}
      </p>
    </section>
  );
}
