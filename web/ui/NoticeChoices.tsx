import { useState } from 'react';
import type { Answer } from '../api/client.ts';
import { useRead, useWrite } from '../api/query.ts';
import { Reading } from './States.tsx';
import { t } from './words.ts';
import './notice-choices.css';

type Choices = Answer<'get', '/api/me/notice-preferences'>;
type Kind = Choices['groups'][number]['kinds'][number];
type Channel = 'in_app' | 'sms';
type Change = (kind: string, channel: Channel, is_on: boolean) => void;

const channelWords = (channel: Channel): string =>
  channel === 'sms' ? t('短信', 'Text message') : t('应用内', 'In the app');

/** Every kind of message, noun by noun, one switch a channel; each holds at once. The same on both surfaces. */
export function NoticeChoices() {
  const read = useRead('/api/me/notice-preferences');
  const saving = useWrite('put', '/api/me/notice-preferences', ['/api/me/notice-preferences']);
  // a switch stands as it was put while the server is asked, and goes back where it is refused
  const [asked, setAsked] = useState<Readonly<Record<string, boolean | undefined>>>({});
  const change: Change = (kind, channel, is_on) => {
    const put = (value: boolean | undefined): void =>
      setAsked((before) => ({ ...before, [`${kind} ${channel}`]: value }));
    put(is_on);
    void saving.send({ body: { kind, channel, is_on } }).then(() => put(undefined));
  };
  return (
    <Reading of={read} what={t('提醒设置', 'how messages come')}>
      {(choices) => (
        <>
          <p className="lead">{explained(choices)}</p>
          {choices.groups.map((group) => (
            <table key={group.noun} className="notice-choices">
              <thead>
                <tr>
                  <th scope="col">{group.title}</th>
                  <th scope="col">{channelWords('in_app')}</th>
                  <th scope="col">{channelWords('sms')}</th>
                </tr>
              </thead>
              <tbody>
                {group.kinds.map((kind) => (
                  <tr key={kind.kind}>
                    <th scope="row">{kind.title}</th>
                    <td>
                      <Switch kind={kind} channel="in_app" change={change} asked={asked} />
                    </td>
                    <td>
                      <Switch kind={kind} channel="sms" change={change} asked={asked} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </>
      )}
    </Reading>
  );
}

type SwitchProps = {
  kind: Kind;
  channel: Channel;
  change: Change;
  asked: Readonly<Record<string, boolean | undefined>>;
};

function Switch({ kind, channel, change, asked }: SwitchProps) {
  const choice = kind[channel];
  if (choice === null) return <small>{t('不发', 'never')}</small>;
  if (!choice.may_change) return <small>{t('总会', 'always')}</small>;
  return (
    <label>
      <input
        type="checkbox"
        className="tick"
        aria-label={`${kind.title}${t('，', ', ')}${channelWords(channel)}`}
        checked={asked[`${kind.kind} ${channel}`] ?? choice.is_on}
        onChange={(event) => change(kind.kind, channel, event.currentTarget.checked)}
      />
    </label>
  );
}

function explained({ sends_sms, quiet_hours: quiet }: Choices): string {
  const always = t(
    '账号安全、自己的权益、等您办的事总会在应用里告诉您。',
    'What concerns your account, your rights and your duties is always told in the app.',
  );
  if (!sends_sms)
    return `${always}${t('这里还不发短信，选好的等接上以后再用。', ' No text messages go out here yet; what you choose counts once they do.')}`;
  if (quiet === null) return always;
  return `${always}${t(
    `${quiet.from} 点到 ${quiet.until} 点不发短信，账号安全的除外。`,
    ` No text messages from ${quiet.from}:00 until ${quiet.until}:00, but for the safety of your account.`,
  )}`;
}
