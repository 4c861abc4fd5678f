import { useState } from 'react';
import { projectsDesk } from '../../../domain/projects/paths.ts';
import { volunteersDesk } from '../../../domain/volunteers/paths.ts';
import { recordsDesk } from '../../../domain/records/paths.ts';
import { Link } from '../../ui/navigation.tsx';
import type { Answer } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { shortDay, t } from '../../ui/words.ts';
import { FirstTeam } from './FirstTeam.tsx';

type Steps = Answer<'get', '/api/my/first-steps'>;
type Step = Steps['steps'][number];

/** Until the first hour is confirmed: what comes next, with the way there for whoever may go it. */
export function FirstSteps() {
  const read = useRead('/api/my/first-steps', undefined, { refreshMs: 60_000 }).data;
  const [founding, setFounding] = useState(false);
  if (read === undefined || read.steps.length === 0) return null;
  return (
    <section className="first-steps" aria-label={t('第一个时数，五步', 'Five steps to the first hour')}>
      <h2 className="title">{t('第一个时数，五步', 'Five steps to the first hour')}</h2>
      <ol>
        {read.steps.map((one) => (
          <li key={one.step}>
            <span className="step-words">
              {one.can.take ? (
                <Way step={one.step} read={read} onFound={() => setFounding(true)} />
              ) : (
                <b>{stepWords(one.step)}</b>
              )}
              <span>{note(one, read)}</span>
            </span>
            {one.is_done && <Tag state="ok">{t('做好了', 'Done')}</Tag>}
          </li>
        ))}
      </ol>
      <Dialog
        open={founding}
        title={t('设立队伍，请好队长', 'Found a team and invite its leader')}
        onClose={() => setFounding(false)}
      >
        <FirstTeam onClose={() => setFounding(false)} />
      </Dialog>
    </section>
  );
}

function stepWords(step: Step['step']): string {
  return {
    team: t('设立队伍，请好队长', 'Found a team and invite its leader'),
    activity: t('发起一场活动', 'Start an activity'),
    volunteer: t('登记志愿者', 'Register volunteers'),
    check_in: t('现场签到、签退', 'Check in and out on site'),
    confirm: t('确认时数', 'Confirm the hours'),
  }[step];
}

function Way({ step, read, onFound }: { step: Step['step']; read: Steps; onFound: () => void }) {
  if (step === 'team')
    return (
      <button type="button" className="step-do" onClick={onFound}>
        <b>{stepWords(step)}</b>
      </button>
    );
  const href = {
    activity: projectsDesk.firstActivity({ at: read.team?.id ?? '' }),
    volunteer: volunteersDesk.registerOne({ at: read.team?.id ?? '' }),
    check_in: recordsDesk.board({ shift_id: read.shift?.id ?? '' }),
    confirm: recordsDesk.confirmations(),
  }[step];
  return (
    <Link href={href}>
      <b>{stepWords(step)}</b>
    </Link>
  );
}

function note({ step }: Step, { team, shift }: Steps): string {
  if (step === 'team')
    return team === null
      ? t('队长用一个链接进来，链接里带着队伍和权限', 'the leader comes in by one link, which carries team and role')
      : team.name;
  if (step === 'activity')
    return shift === null
      ? t('队长来写：做什么、哪天、在哪里', 'the leader writes what, when and where')
      : `${shift.activity_title}${t('，', ', ')}${shortDay(shift.starts_at)}`;
  if (step === 'volunteer')
    return t(
      '带证件到场登记；没有短信时，当场给本人登录链接',
      'registered with the document; without text messages each gets a sign-in link on the spot',
    );
  if (step === 'check_in')
    return t(
      '开始前半小时起，队长屏幕上出码，志愿者用手机扫',
      'from half an hour before: the code on the leader’s screen, scanned by the volunteers',
    );
  return t('签退以后由队长确认，确认了才入账', 'after the check-out the leader confirms, and the hours are posted');
}
