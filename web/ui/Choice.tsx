import { useId, type ReactNode } from 'react';
import { useFieldProblem } from './Form.tsx';

type CheckboxProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  error?: string;
};

export function Checkbox({ name, label, hint, checked, onChange, disabled = false, error }: CheckboxProps) {
  const id = useId();
  const refused = useFieldProblem(name);
  const wrong = error ?? refused;
  const described = [hint ? `${id}-hint` : '', wrong ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="choice">
      <input
        type="checkbox"
        className="tick"
        id={id}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={described}
        aria-invalid={wrong ? true : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p className="wrong" id={`${id}-error`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

export type RadioOption = {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly glyph?: string;
  readonly disabled?: boolean;
};
type RadioProps = {
  name: string;
  label: string;
  options: readonly RadioOption[];
  value: string;
  onChange: (value: string) => void;
  error?: string;
  /** the question is already a heading above */ hideLabel?: boolean;
};

/** One of a few, each with the sentence that says what it leads to. */
export function RadioGroup({ name, label, options, value, onChange, error, hideLabel = false }: RadioProps) {
  const id = useId();
  const refused = useFieldProblem(name);
  const wrong = error ?? refused;
  return (
    <fieldset className="radios" aria-describedby={wrong ? `${id}-error` : undefined}>
      <legend className={hideLabel ? 'unseen' : undefined}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'on' : undefined}>
          <input
            type="radio"
            className="dot"
            name={id}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.glyph && (
            <span className="glyph" aria-hidden="true">
              {option.glyph}
            </span>
          )}
          <span>
            <b>{option.label}</b>
            {option.hint && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
      {wrong && (
        <p className="wrong" id={`${id}-error`}>
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
