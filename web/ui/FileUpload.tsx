/** Chooses files, or takes them with the camera of a phone, and shows how far each one came. */
import { useRef } from 'react';
import { attachmentSubjects, megabytes } from '../../domain/attachments/subjects.ts';
import { Button } from './Button.tsx';
import { Field, type FieldProps } from './Field.tsx';
import { problemWords } from './Form.tsx';
import type { Uploads, UploadShown } from './use-uploads.ts';
import { t } from './words.ts';

type Props = FieldProps & { uploads: Uploads };

export function FileUpload({ uploads, hint, ...field }: Props) {
  const camera = useRef<HTMLInputElement>(null);
  const { endings, most, most_bytes } = attachmentSubjects[uploads.subject];
  const limit = megabytes(most_bytes);
  const takesPictures = endings.some((ending) => ending === 'jpg');
  function chosen(input: HTMLInputElement): void {
    if (input.files !== null && input.files.length > 0) uploads.choose([...input.files]);
    if (most > 1) input.value = ''; // the same one may be chosen again after it was dropped
  }
  return (
    <Field
      {...field}
      hint={
        hint ??
        t(`最多 ${limit} MB，PDF、Word、Excel、照片都可以`, `Up to ${limit} MB: PDF, Word, Excel or a photograph`)
      }
    >
      {(control) => (
        <>
          <input
            {...control}
            className="input"
            type="file"
            multiple={most > 1}
            accept={endings.map((ending) => `.${ending}`).join()}
            onChange={(event) => chosen(event.currentTarget)}
          />
          {takesPictures && (
            <div className="upload-camera">
              <input
                ref={camera}
                type="file"
                hidden
                aria-hidden
                tabIndex={-1}
                accept="image/jpeg,image/png"
                capture="environment"
                onChange={(event) => chosen(event.currentTarget)}
              />
              <Button icon="camera" onClick={() => camera.current?.click()}>
                {t('用相机拍', 'Take a photograph')}
              </Button>
            </div>
          )}
          {uploads.files.length > 0 && (
            <ul className="uploads" aria-label={t('选了的文件', 'Chosen files')}>
              {uploads.files.map((file) => (
                <UploadLine key={file.key} file={file} onDrop={() => uploads.drop(file.key)} />
              ))}
            </ul>
          )}
        </>
      )}
    </Field>
  );
}

function UploadLine({ file, onDrop }: { file: UploadShown; onDrop: () => void }) {
  const percent = Math.floor((100 * file.sent_bytes) / Math.max(1, file.size_bytes));
  return (
    <li className="upload">
      <span className="upload-name">{file.name}</span>
      {(file.state === 'sending' || file.state === 'waiting') && (
        <progress
          max={100}
          value={percent}
          aria-label={t(`${file.name}传了 ${percent}%`, `${file.name}: ${percent}% sent`)}
        />
      )}
      <span className={file.state === 'refused' ? 'wrong' : 'soft'} role="status">
        {stateWords(file, percent)}
      </span>
      <button type="button" className="link" aria-label={t(`去掉${file.name}`, `Remove ${file.name}`)} onClick={onDrop}>
        {t('去掉', 'Remove')}
      </button>
    </li>
  );
}

function stateWords(file: UploadShown, percent: number): string {
  switch (file.state) {
    case 'sending':
      return t(`正在传，${percent}%`, `Sending, ${percent}%`);
    case 'waiting':
      return t('网络断了，接上就继续传', 'The line is down; it goes on by itself');
    case 'sent':
      return t('传好了', 'Sent');
    case 'refused':
      return file.problem === null ? '' : problemWords(file.problem);
  }
}
