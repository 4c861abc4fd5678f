/** A camera that sees one picture: Chromium plays a Y4M file in the place of its camera. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { encodeQR } from 'qr';
import { browserArguments, findBrowser } from '../tools/browser.ts';

const [width, height, frames] = [640, 480, 4];

/** The code in the middle of a grey frame, its modules as large as fit into three quarters of the height. */
function y4mOf(text: string): Buffer {
  const modules = encodeQR(text, 'raw', { border: 4 });
  const size = Math.floor((height * 0.75) / modules.length);
  const [left, top] = [
    Math.floor((width - size * modules.length) / 2),
    Math.floor((height - size * modules.length) / 2),
  ];
  const light = Buffer.alloc(width * height, 180);
  modules.forEach((row, y) =>
    row.forEach((isDark, x) => {
      for (let line = 0; line < size; line += 1)
        light.fill(
          isDark ? 24 : 232,
          (top + y * size + line) * width + left + x * size,
          (top + y * size + line) * width + left + (x + 1) * size,
        );
    }),
  );
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`),
    ...Array.from({ length: frames }, () => frame),
  ]);
}

/** A browser whose camera looks at this code. */
export async function browserLookingAt(text: string): Promise<Browser> {
  const file = join(mkdtempSync(join(tmpdir(), 'qingzhi-camera-')), 'code.y4m');
  writeFileSync(file, y4mOf(text));
  const executablePath = findBrowser() ?? undefined;
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...browserArguments,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
    ],
  });
}
