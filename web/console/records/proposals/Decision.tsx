import { sourceTable } from '../../../../domain/records/presence.ts';
import { Effects } from '../../../ui/Dialog.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Masked } from '../../../ui/Person.tsx';
import { TwoPeople } from '../../../ui/TwoPeople.tsx';
import { duration, moment, t } from '../../../ui/words.ts';
import type { ProposalAnswer, Line } from './proposal-shown.ts';

export function Decision({ answer }: { answer: ProposalAnswer }) {
  const seal = (role: string, given: ProposalAnswer['handled'], open: string) =>
    given === null
      ? { role, words: open }
      : { role, name: given.name, at: moment(given.at), ...(given.note === null ? {} : { words: `“${given.note}”` }) };
  const returned = answer.state === 'returned';
  const reversed = answer.lines.filter((line) => line.reverses && line.old_minutes !== null);
  const sum = (lines: readonly Line[], balance: string) =>
    lines
      .filter((line) => sourceTable[line.new_source].balance === balance)
      .reduce((total, line) => total + line.new_minutes, 0);
  const minus = (balance: string) =>
    reversed
      .filter((line) => line.old_source !== null && sourceTable[line.old_source].balance === balance)
      .reduce((total, line) => total + (line.old_minutes ?? 0), 0);
  const certificates = answer.lines.reduce((total, line) => total + line.certificates, 0);
  const rows = [
    ...(minus('credit_minutes') > 0
      ? [
          {
            what: t('冲回信用时数', 'Credit reversed'),
            value: <b className="fig">{duration(-minus('credit_minutes'))}</b>,
          },
        ]
      : []),
    ...(minus('honorary_minutes') > 0
      ? [
          {
            what: t('冲回荣誉时数', 'Honorary reversed'),
            value: <b className="fig">{duration(-minus('honorary_minutes'))}</b>,
          },
        ]
      : []),
    ...(sum(answer.lines, 'credit_minutes') > 0
      ? [
          {
            what: t('记入信用时数', 'Credit posted'),
            value: <b className="fig">+{duration(sum(answer.lines, 'credit_minutes'))}</b>,
          },
        ]
      : []),
    ...(sum(answer.lines, 'honorary_minutes') > 0
      ? [
          {
            what: t('记入荣誉时数', 'Honorary posted'),
            value: <b className="fig">+{duration(sum(answer.lines, 'honorary_minutes'))}</b>,
          },
        ]
      : []),
    ...(answer.lines.some((line) => line.new_level !== 'team') && answer.state !== 'returned'
      ? [
          {
            what: t('当天合计超过当场生效的上限', 'The day exceeds what takes effect at once'),
            value: t('同意后还要上级审核才入账', 'posted once the level above agrees'),
          },
        ]
      : []),
    ...starChanges(answer.lines),
    ...(certificates > 0
      ? [
          {
            what: t(`已开证明 ${certificates} 份`, `${certificates} certificates`),
            value: t('转为“已被更正”，可免费重开', 'become “superseded”, new ones are free'),
          },
        ]
      : []),
  ];
  return (
    <>
      <TwoPeople
        places={[
          seal(
            t('经办', 'Handler'),
            answer.handled,
            answer.can.handle ? t('等您经办', 'waiting for you') : t('还没有人经办', 'nobody yet'),
          ),
          returned
            ? {
                role: t('复核', 'Reviewer'),
                ...(answer.decided === null
                  ? {}
                  : {
                      words: t(
                        `${answer.decided.name}退回：“${answer.decided.note ?? ''}”`,
                        `${answer.decided.name} sent it back: “${answer.decided.note ?? ''}”`,
                      ),
                    }),
              }
            : seal(
                t('复核', 'Reviewer'),
                answer.decided,
                answer.can.approve
                  ? t('您没有经办，可以复核', 'You did not handle it, you may decide')
                  : (answer.blocked ?? t('等第二人', 'waiting for a second person')),
              ),
        ]}
      />
      {answer.state === 'returned' ? (
        <p className="soft">{t('没有同意，什么都没有改。', 'It was not agreed to, and nothing changed.')}</p>
      ) : (
        rows.length > 0 && (
          <Effects
            title={
              answer.state === 'approved'
                ? t('同意时发生的', 'What approval did')
                : t('同意后会发生', 'What approval does')
            }
            rows={rows}
          />
        )
      )}
      <p className="proposal-note">
        <Icon name="shield" size={18} />
        <span>
          {t(
            '原记录留着，谁都改不了，本人会收到消息。',
            'The old record stays and nobody can change it; the person is told.',
          )}
        </span>
      </p>
    </>
  );
}

/** Whose stars change, and from what to what: shown are the first few. */
function starChanges(lines: readonly Line[]) {
  return lines
    .filter((line) => line.stars !== null && line.stars.before !== line.stars.after)
    .slice(0, 5)
    .map((line) => ({
      what: (
        <>
          <Masked text={line.name} /> {t('星级', 'stars')}
        </>
      ),
      value: (
        <b className="fig">
          {line.stars?.before} → {line.stars?.after}
        </b>
      ),
    }));
}
