/** The camera, looking for a code. Refused or missing, it says what to do instead; a typed code always works. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../words.ts';
import { codeReader } from './read-codes.ts';

type CameraState = 'starting' | 'looking' | 'none' | 'refused';
const everyMs = 160;

type CameraProps = {
  onCode: (text: string) => void;
  paused?: boolean;
  label: string;
  /** What to do where there is no camera; left out, a short code is typed below. */
  otherwise?: string;
};

export function CodeCamera({ onCode, paused = false, label, otherwise }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(onCode);
  useEffect(() => {
    tell.current = onCode;
  });
  const [state, setState] = useState<CameraState>('starting');
  useEffect(() => {
    if (paused) return;
    let stopped = false;
    let stream: MediaStream | undefined;
    async function look(): Promise<void> {
      const devices = navigator.mediaDevices as MediaDevices | undefined; // missing without https
      if (devices === undefined) return setState('none');
      try {
        stream = await devices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1280 } },
          audio: false,
        });
      } catch (error) {
        return setState((error as Error).name === 'NotAllowedError' ? 'refused' : 'none');
      }
      const screen = video.current;
      if (stopped || screen === null) return;
      screen.srcObject = stream;
      await screen.play().catch(() => undefined);
      setState('looking');
      const read = await codeReader().catch(() => undefined); // ours is fetched at first use, which needs a signal
      if (read === undefined) return setState('none');
      while (!stopped) {
        const text = await read(screen).catch(() => undefined);
        if (text !== undefined && !stopped) return tell.current(text);
        await new Promise((resolve) => {
          setTimeout(resolve, everyMs);
        });
      }
    }
    void look().finally(() => {
      if (stopped) stop(stream);
    });
    return () => {
      stopped = true;
      stop(stream);
    };
  }, [paused]);
  const off = state === 'none' || state === 'refused' || paused;
  return (
    <div className={off ? 'scan-view off' : 'scan-view'}>
      <video ref={video} muted playsInline aria-label={label} hidden={off} />
      {state === 'starting' && !paused && <p role="status">{t('正在打开相机', 'Opening the camera')}</p>}
      {state === 'refused' && (
        <p role="status">
          {t('相机没有打开，可以在浏览器里允许。', 'The camera stayed closed; allow it in the browser. ')}
          {otherwise ?? t('或者在下面输入短码。', 'Or type the short code below.')}
        </p>
      )}
      {state === 'none' && (
        <p role="status">
          {t('这台设备没有可用的相机。', 'No camera here. ')}
          {otherwise ?? t('请在下面输入短码。', 'Type the short code below.')}
        </p>
      )}
    </div>
  );
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
