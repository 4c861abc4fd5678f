import { principleNames, principles, type Principle } from '../../../../domain/projects/principles.ts';
import { Textarea } from '../../../ui/Field.tsx';
import { t } from '../../../ui/words.ts';

export type Answers = Record<Principle, string>;

/** L11, R28: what a project answers before it is taken. */
export function PrincipleAnswers({ value, onChange }: { value: Answers; onChange: (answers: Answers) => void }) {
  return principles.map((each) => (
    <Textarea
      key={each}
      name={each}
      rows={2}
      label={t(principleNames[each].zh, principleNames[each].en)}
      value={value[each]}
      onChange={(answer) => onChange({ ...value, [each]: answer })}
    />
  ));
}
