/** Pictures are drawn anew: place, camera and whatever else was hidden in the file is not in what is kept. */
import { megapixels } from '../../domain/attachments/subjects.ts';
import { problem } from '../../domain/problem.ts';
import { lazyRequire } from '../lazy-require.ts';

const sharp = lazyRequire<typeof import('sharp').default>('sharp');

export type Picture = {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  /** A JPEG of at most 480 pixels a side. */
  readonly small: Buffer;
  /** 64 bits in hexadecimal: pictures that look alike differ in few of them. */
  readonly hash: string;
};

const longestSide = 4096;
const smallSide = 480;

export async function redraw(
  bytes: Buffer,
  { is_photograph, most_pixels }: { readonly is_photograph: boolean; readonly most_pixels: number },
): Promise<Picture> {
  const { width, height } = await drawn(() => sharp()(bytes, { limitInputPixels: false }).metadata());
  if (width * height > most_pixels)
    throw problem(
      'attachments.too_many_pixels',
      { size: megapixels(width * height), limit: megapixels(most_pixels) },
      'file',
    );
  const whole = sharp()(bytes, { limitInputPixels: most_pixels, failOn: 'truncated', animated: false })
    .autoOrient()
    .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const { data, info } = await drawn(() =>
    (is_photograph ? whole.jpeg({ quality: 88 }) : whole.png()).toBuffer({ resolveWithObject: true }),
  );
  return {
    bytes: data,
    width: info.width,
    height: info.height,
    small: await sharp()(data)
      .resize(smallSide, smallSide, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 76 })
      .toBuffer(),
    hash: await differenceHash(data),
  };
}

/** Whatever the decoder finds wrong, the picture is broken. */
async function drawn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw problem('attachments.broken_picture', {}, 'file');
  }
}

/** Whether each of 8 × 8 places is lighter than its right neighbour, of the picture in grey: it bears scaling, small cuts and other light. */
async function differenceHash(bytes: Buffer): Promise<string> {
  const grey = await sharp()(bytes)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(9, 8, { fit: 'fill' })
    .raw()
    .toBuffer();
  let hash = 0n;
  for (let row = 0; row < 8; row += 1)
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      hash = (hash << 1n) | ((grey[at] ?? 0) > (grey[at + 1] ?? 0) ? 1n : 0n);
    }
  return hash.toString(16).padStart(16, '0');
}
