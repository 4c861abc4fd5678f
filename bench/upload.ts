/** One long request, such as a file up or down: its time and the bytes of its answer. */
export type Sent = { readonly status: number; readonly ms: number; readonly bytes: number; readonly text: string };

export async function request(url: string, options: RequestInit): Promise<Sent> {
  const from = performance.now();
  const answer = await fetch(url, options);
  const body = Buffer.from(await answer.arrayBuffer());
  const sent = {
    status: answer.status,
    ms: performance.now() - from,
    bytes: body.length,
    text: body.length < 1_000_000 ? body.toString('utf8') : '',
  };
  if (sent.status !== 200) throw new Error(`${url} answered ${sent.status} ${sent.text.slice(0, 200)}`);
  return sent;
}

export function sheetForm(bytes: Buffer, fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), 'a.xlsx');
  return form;
}
