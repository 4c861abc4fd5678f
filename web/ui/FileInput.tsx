import { type FieldProps, Field } from './Field.tsx';

export function FileInput({
  onChange,
  accept,
  ...field
}: FieldProps & { accept?: string; onChange: (file: File | undefined) => void }) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          className="input"
          type="file"
          accept={accept}
          onChange={(event) => onChange(event.currentTarget.files?.[0])}
        />
      )}
    </Field>
  );
}
