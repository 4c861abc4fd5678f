import { useState } from 'react';
import { download } from '../api/download.ts';
import { ApiProblem } from '../api/problem.ts';
import { Button } from '../ui/Button.tsx';
import { personHeader } from '../ui/person-words.ts';
import { toast } from '../ui/toast.tsx';
import { t } from '../ui/words.ts';

/** A workbook of the people that the page shows: what was searched of them goes in a header, as on the page. */
export function DownloadPeople({ path, words, children }: { path: string; words: string; children: string }) {
  const [running, setRunning] = useState(false);
  async function take(): Promise<void> {
    setRunning(true);
    const asked = personHeader(words).header?.['Person-Words'];
    await download(path, asked === undefined ? {} : { headers: { 'Person-Words': encodeURIComponent(asked) } }).catch(
      (error: unknown) =>
        toast(
          error instanceof ApiProblem
            ? error.message
            : t('没有连上，请稍后再下载', 'Not reached: download it again shortly'),
          'trouble',
        ),
    );
    setRunning(false);
  }
  return (
    <Button icon="download" running={running} onClick={() => void take()}>
      {children}
    </Button>
  );
}
