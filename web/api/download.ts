/** Files that a link cannot ask for: fetched by hand and saved under the name the server gave. */
import { preferences } from '../ui/preferences.ts';
import { ApiProblem, isProblemBody, NoAnswer } from './problem.ts';

export async function download(
  path: string,
  init: { method?: 'GET' | 'POST'; body?: FormData; headers?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const response = await fetch(path, {
    ...init,
    headers: { 'accept-language': preferences().language === 'en' ? 'en' : 'zh-CN', ...init.headers },
  }).catch(() => {
    throw new NoAnswer();
  });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw isProblemBody(body) ? new ApiProblem(response.status, body) : new NoAnswer();
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = decodeURIComponent(
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'rows.xlsx',
  );
  link.click();
  URL.revokeObjectURL(link.href);
}
