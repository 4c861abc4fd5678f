import { useState } from 'react';
import { Ask } from '../../ui/Ask.tsx';
import { Button } from '../../ui/Button.tsx';
import { Effects } from '../../ui/Dialog.tsx';
import { Masked, Person } from '../../ui/Person.tsx';
import { Timeline } from '../../ui/Timeline.tsx';
import { toast } from '../../ui/toast.tsx';
import { TwoPeople } from '../../ui/TwoPeople.tsx';
import { maskDocumentNumber } from '../../../domain/masking.ts';
import { t } from '../../ui/words.ts';

export function DecisionParts() {
  const [asking, setAsking] = useState(false);
  const effects = [
    { what: t('今天起不能补录', 'No back-filling from today'), value: t('30 天', '30 days') },
    { what: t('他经办、还没复核的', 'His, not yet reviewed'), value: t('4 条，退给别人', '4, passed to others') },
    { what: t('已经入账的', 'Already posted'), value: t('不受影响', 'unchanged') },
  ];
  return (
    <>
      <section>
        <h2 className="title">{t('不能反悔的事', 'What cannot be taken back')}</h2>
        <Effects rows={effects} />
        <Button onClick={() => setAsking(true)}>{t('打开停用', 'Open the question')}</Button>
        <Ask
          open={asking}
          title={t('停用何景的补录权限？', 'Suspend back-filling for He Jing?')}
          effects={effects}
          verb={t('停用 30 天', 'Suspend for 30 days')}
          leave={t('先不停', 'Not now')}
          reason={{ label: t('理由，本人会看到', 'Reason; the person will see it') }}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            toast(t('已停用 30 天', 'Suspended for 30 days'));
          }}
        />
      </section>
      <section>
        <h2 className="title">{t('人，默认遮住', 'People, covered')}</h2>
        <table className="led">
          <tbody>
            {['林○○', '沙马○○'].map((name) => (
              <tr key={name}>
                <td>
                  <Person name={name} onReveal={() => Promise.resolve(name.replaceAll('○', '某'))} />
                </td>
                <td className="mute">
                  <Masked text={maskDocumentNumber('440100199001010028')} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <TwoPeople
          places={[
            {
              role: t('经办', 'Prepared'),
              name: '何景',
              at: t('11 月 19 日 10:12 同意', 'agreed 19 Nov 10:12'),
              words: t('“离线码对得上，签名单也在。”', '“The offline code fits.”'),
            },
            { role: t('复核', 'Review'), words: t('您没有经办，可以复核', 'You did not prepare it: you may review') },
          ]}
        />
      </section>
      <section className="wide">
        <h2 className="title">{t('证据时间线', 'Timeline')}</h2>
        <Timeline
          events={[
            {
              key: '1',
              who: 'person',
              title: t('现场 14 人扫码进出', '14 people scanned in and out'),
              at: '2026-11-15T01:00:00Z',
              children: t('领队手机出码，进出成对。', 'In pairs, from the leader’s phone.'),
            },
            {
              key: '2',
              who: 'hot',
              title: t('同一账号连续补录 6 人', 'Six entered by one account'),
              at: '2026-11-17T15:41:08Z',
              children: t('未传签名单。', 'No list was attached.'),
            },
            {
              key: '3',
              who: 'machine',
              title: t('系统检查发现，开案，不作结论', 'A check opened the case'),
              at: '2026-11-17T18:00:00Z',
            },
            { key: '4', who: 'weak', title: t('志愿者说明', 'The volunteers’ word'), at: '2026-11-18T02:22:00Z' },
            {
              key: '5',
              who: 'open',
              title: t('决定之后', 'After the decision'),
              children: t('15 日内可以申诉。', 'May be appealed within 15 days.'),
            },
          ]}
        />
      </section>
    </>
  );
}
