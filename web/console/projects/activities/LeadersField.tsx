import { Checkbox } from '../../../ui/Choice.tsx';
import { TextInput } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';
import type { ActivityDraft, DraftLeader } from './activity-draft.ts';

type Props = { leaders: readonly DraftLeader[]; numbers: string; set: (change: Partial<ActivityDraft>) => void };

/** Who leads: those of the draft are ticked, others are found by volunteer number when it is saved. The first is in charge. */
export function LeadersField({ leaders, numbers, set }: Props) {
  return (
    <fieldset className="form-part">
      <legend>{t('谁负责', 'Who leads')}</legend>
      {leaders.length > 0 && (
        <div role="group" aria-label={t('负责人', 'Leaders')}>
          {leaders.map((leader) => (
            <Checkbox
              key={leader.id}
              name={leader.id}
              label={leader.name}
              checked={leader.stays}
              onChange={(stays) =>
                set({ leaders: leaders.map((each) => (each.id === leader.id ? { ...each, stays } : each)) })
              }
            />
          ))}
        </div>
      )}
      <TextInput
        name="leader_numbers"
        label={t('再加负责人，填志愿者编号', 'Add leaders, by volunteer number')}
        optional
        value={numbers}
        onChange={(value) => set({ leader_numbers: value })}
        hint={t(
          '几位用空格隔开。第一位总负责；人多要多几位，发布前会按规则核对。',
          'Several are separated by spaces. The first is in charge; a large activity needs more, the rules are checked before publishing.',
        )}
      />
    </fieldset>
  );
}
