/** A chosen file with what is said about it, as the server reads it. */
export function formOf(file: File, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value); // fields before the file: the server reads in order
  form.append('file', file);
  return form;
}
