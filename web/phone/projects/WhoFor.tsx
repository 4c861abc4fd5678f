import { Checkbox, RadioGroup } from '../../ui/Choice.tsx';
import { t } from '../../ui/words.ts';
import { comingAlong, together, type Shown } from './who-comes.ts';

export function WhoFor({
  activity,
  value,
  onChange,
}: {
  activity: Shown;
  value: string;
  onChange: (id: string | undefined) => void;
}) {
  const [only] = activity.children;
  const coming = comingAlong(value, activity.children);
  const several = activity.children.length > 1;
  const options = [
    { value: '', label: t('我自己', 'Myself') },
    {
      value: together,
      label: several
        ? t('我和孩子一起', 'Me together with children')
        : t(`我和${only?.name ?? ''}一起`, `Me together with ${only?.name ?? ''}`),
      hint: t('要么都有名额，要么一起候补', 'Places for all, or you wait together'),
    },
    ...activity.children.map((child) => ({ value: child.id, label: t(`只给${child.name}`, `${child.name} alone`) })),
  ];
  function tick(id: string, comes: boolean): void {
    const ids = (coming ?? []).filter((one) => one !== id).concat(comes ? [id] : []);
    onChange(`${together}:${ids.join(',')}`);
  }
  return (
    <div className="who-for">
      <RadioGroup
        name="child"
        label={t('给谁报名', 'Sign up')}
        options={options}
        value={coming === undefined ? value : together}
        onChange={(id) => onChange(id === '' ? undefined : id)}
      />
      {several &&
        coming !== undefined &&
        activity.children.map((child) => (
          <Checkbox
            key={child.id}
            name={`along-${child.id}`}
            label={t(`${child.name}一起去`, `${child.name} comes along`)}
            checked={coming.includes(child.id)}
            onChange={(comes) => tick(child.id, comes)}
          />
        ))}
    </div>
  );
}
