import { type Typed, Field } from './Field.tsx';

export function TimeInput({ value, onChange, disabled, ...field }: Omit<Typed, 'placeholder'>) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="time"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
