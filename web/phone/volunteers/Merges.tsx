import { ownPhone } from '../../../domain/paths.ts';
import type { Answer } from '../../api/client.ts';
import { useRead, useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Masked } from '../../ui/Person.tsx';
import { Empty, Reading } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { ProblemNote } from '../../ui/Form.tsx';
import { longDay, t } from '../../ui/words.ts';
import { Screen } from '../Screen.tsx';
import '../me/me.css';

type Merge = Answer<'get', '/api/me/merge-requests'>['rows'][number];

function stateWords(row: Merge): string {
  if (row.state === 'merged') return t('已合并', 'Merged');
  if (row.state === 'refused') return t('未合并', 'Not merged');
  return row.carry_out_after === null
    ? t('等决定', 'Waiting')
    : t(`${longDay(row.carry_out_after)}生效`, `Takes effect ${longDay(row.carry_out_after)}`);
}

/** Two registrations that may be one person: each side sees the request and says so. */
export default function Merges() {
  const merges = useRead('/api/me/merge-requests');
  const answer = useWrite('post', '/api/me/merge-requests/{merge_id}/answer', ['/api/me/merge-requests']);
  return (
    <Screen title={t('合并请求', 'Merge requests')} back={ownPhone.me()}>
      <div className="block">
        {answer.problem && <ProblemNote problem={answer.problem} />}
        <Reading of={merges} what={t('合并请求', 'merge requests')}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Empty title={t('没有合并请求', 'No merge requests')}>
                {t(
                  '有人用您的证件号注册时，这里会请您确认。',
                  'If somebody registers with your document, you are asked here.',
                )}
              </Empty>
            ) : (
              <ul className="rows">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div>
                      <b>
                        <Masked text={row.other_name} />
                      </b>{' '}
                      <Tag state={row.state === 'merged' ? 'ok' : row.state === 'refused' ? 'none' : 'due'}>
                        {stateWords(row)}
                      </Tag>
                      <small>
                        {longDay(row.opened_at)}
                        {t('，', ', ')}
                        {row.reason}
                        {row.decision_reason && `${t('，', ', ')}${row.decision_reason}`}
                      </small>
                      <small>
                        {row.i_agreed ? t('您已同意', 'You agreed') : t('等您回复', 'Waiting for you')}
                        {t('，', ', ')}
                        {row.other_agreed
                          ? t('对方已同意', 'the other side agreed')
                          : t('等对方回复', 'the other side has not answered')}
                      </small>
                      {row.state === 'waiting' && (
                        <small className="whole">
                          {t(
                            '组织已决定合并。不是您本人，或有疑问，现在点“不是我”，就停下来。',
                            'The organisation decided to merge. If this is not you, or you doubt it, press “That is not me” now and it stops.',
                          )}
                        </small>
                      )}
                      {row.can.agree && (
                        <small className="whole">
                          {row.side === 'kept'
                            ? t(
                                `同意后由组织决定。您这份保留，对方的时数算到您名下；对方的个人信息销毁，不能再拆开。`,
                                'The organisation decides after both agree. Your registration stays and counts the hours of both; the personal data of the other is destroyed, which cannot be undone.',
                              )
                            : t(
                                '同意后由组织决定。以后用对方那份登录，您的时数都算到那里；这份的个人信息销毁，不能再拆开。',
                                'The organisation decides after both agree. You will sign in to the other registration, which counts the hours of both; the personal data of this one is destroyed, which cannot be undone.',
                              )}
                        </small>
                      )}
                      {row.can.object && (
                        <p className="actions">
                          <Button
                            onClick={() => void answer.send({ path: { merge_id: row.id }, body: { agrees: false } })}
                            running={answer.running}
                          >
                            {t('不是我', 'That is not me')}
                          </Button>
                          {row.can.agree && (
                            <Button
                              kind="do"
                              onClick={() => void answer.send({ path: { merge_id: row.id }, body: { agrees: true } })}
                              running={answer.running}
                            >
                              {t('是我，合并', 'It is me: merge')}
                            </Button>
                          )}
                        </p>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
    </Screen>
  );
}
