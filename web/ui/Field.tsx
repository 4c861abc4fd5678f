/** Fields: a native control with its label, a hint and the sentence that helps when it is not right. */
import { useId, type HTMLInputTypeAttribute, type ReactNode } from 'react';
import { useFieldProblem } from './Form.tsx';
import { t } from './words.ts';

export type FieldProps = {
  /** The name on the wire: problems are shown at the field of the same name. */
  name: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
};

type Described = {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': boolean;
};

export function Field({
  name,
  label,
  hint,
  error,
  optional = false,
  children,
}: FieldProps & { children: (control: Described) => ReactNode }) {
  const id = useId();
  const refused = useFieldProblem(name);
  const wrong = error ?? refused;
  const described = [wrong ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="mute">{t('，可不填', ', optional')}</span>}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        name,
        'aria-describedby': described,
        'aria-invalid': wrong ? true : undefined,
        'aria-required': !optional,
      })}
      {wrong && (
        <p className="wrong" id={`${id}-error`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

export type Typed = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  disabled?: boolean;
  placeholder?: string;
};
type TextProps = Typed & {
  type?: Extract<HTMLInputTypeAttribute, 'text' | 'tel' | 'password' | 'email' | 'search' | 'url'>;
  autoComplete?: string;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search' | 'email';
  maxLength?: number;
  autoFocus?: boolean;
};

/** The attribute works only on a full load; a field that appears later is focused by us. */
function focusOnArrival(input: HTMLInputElement | null): void {
  input?.focus();
}

export function TextInput({
  value,
  onChange,
  type = 'text',
  autoComplete,
  inputMode,
  maxLength,
  placeholder,
  disabled,
  autoFocus,
  ...field
}: TextProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          className="input"
          type={type}
          value={value}
          autoComplete={autoComplete}
          inputMode={inputMode}
          ref={autoFocus ? focusOnArrival : undefined}
          maxLength={maxLength}
          placeholder={placeholder}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export function NumberInput({
  value,
  onChange,
  disabled,
  placeholder,
  min,
  max,
  unit,
  ...field
}: Typed & { min?: number; max?: number; unit?: string }) {
  return (
    <Field {...field}>
      {(control) => (
        <span className="with-unit">
          <input
            {...control}
            className="input"
            type="number"
            inputMode="numeric"
            value={value}
            min={min}
            max={max}
            placeholder={placeholder}
            disabled={disabled}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          {unit && <span className="soft">{unit}</span>}
        </span>
      )}
    </Field>
  );
}

export function Textarea({
  value,
  onChange,
  rows = 3,
  maxLength,
  disabled,
  placeholder,
  ...field
}: Typed & { rows?: number; maxLength?: number }) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          className="input"
          rows={rows}
          value={value}
          maxLength={maxLength}
          placeholder={placeholder}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

export type Option = { readonly value: string; readonly label: string; readonly disabled?: boolean };

export function Select({
  value,
  onChange,
  options,
  disabled,
  empty,
  ...field
}: Omit<Typed, 'placeholder'> & { options: readonly Option[]; /** words for "nothing chosen yet" */ empty?: string }) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function DateInput({
  value,
  onChange,
  min,
  max,
  disabled,
  withTime = false,
  ...field
}: Omit<Typed, 'placeholder'> & { min?: string; max?: string; withTime?: boolean }) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          className="input"
          type={withTime ? 'datetime-local' : 'date'}
          value={value}
          min={min}
          max={max}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
