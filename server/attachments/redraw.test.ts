import sharp from 'sharp';
import { expect, test } from 'vitest';
import { attachmentSubjects } from '../../domain/attachments/subjects.ts';
import { viewFile } from './view-file.ts';

const limits = attachmentSubjects.organization_document;
/** A picture with a pattern that no other seed has. */
async function pattern(seed: number, width = 640, height = 480): Promise<Buffer> {
  const circles = Array.from({ length: 9 }, (_, place) => {
    const [x, y] = [(seed * 97 + place * 61) % width, (seed * 53 + place * 89) % height];
    return `<circle cx="${x}" cy="${y}" r="${30 + ((seed * place * 17) % 70)}" fill="hsl(${(seed * 47 + place * 40) % 360} 70% ${20 + ((place * seed * 13) % 60)}%)"/>`;
  });
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ddd"/>${circles.join('')}</svg>`,
    ),
  )
    .png()
    .toBuffer();
}
const withPlace = async (seed: number): Promise<Buffer> =>
  sharp(await pattern(seed))
    .jpeg({ quality: 92 })
    .withExif({
      IFD0: { Make: 'SecretPhone', Artist: 'Lin Xiaohe' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 8/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '121/1 1/1 0/1' },
    })
    .toBuffer();
const distance = (one: string, other: string): number =>
  [...(BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2)].filter((bit) => bit === '1').length;
const hashOf = async (bytes: Buffer, name = '照片.png'): Promise<string> =>
  (await viewFile(name, bytes, limits)).picture?.hash ?? '';

test('a picture is kept without the place, the camera and the name that were in its file', async () => {
  const sent = await withPlace(1);
  expect((await sharp(sent).metadata()).exif?.includes('SecretPhone')).toBe(true);
  const { bytes, media_type, picture } = await viewFile('照片.jpg', sent, limits);
  for (const kept of [bytes, picture?.small ?? Buffer.alloc(0)]) {
    const found = await sharp(kept).metadata();
    expect([found.exif, found.iptc, found.xmp]).toEqual([undefined, undefined, undefined]);
    expect(kept.includes('SecretPhone')).toBe(false);
  }
  expect([media_type, picture?.width, picture?.height]).toEqual(['image/jpeg', 640, 480]);
});

test('what hangs on behind the picture is not kept', async () => {
  const sent = Buffer.concat([await withPlace(2), Buffer.from('<script>alert(1)</script>')]);
  expect((await viewFile('照片.jpg', sent, limits)).bytes.includes('<script>')).toBe(false);
});

test('a picture that was held upright is kept upright, and a small one is made of it', async () => {
  const lying = await sharp(await pattern(3, 1200, 800))
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { picture } = await viewFile('照片.jpg', lying, limits);
  const small = await sharp(picture?.small).metadata();
  expect([picture?.width, picture?.height, small.width, small.height, small.format]).toEqual([
    800,
    1200,
    320,
    480,
    'jpeg',
  ]);
});

test('a small file that unpacks to too many pixels is refused by its first bytes', async () => {
  const flat = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  expect(flat.length).toBeLessThan(2 ** 20);
  await expect(viewFile('大图.png', flat, limits)).rejects.toMatchObject({
    code: 'attachments.too_many_pixels',
    params: { size: 108, limit: 50 },
  });
});

test('a picture that ends too early is refused', async () => {
  const whole = await withPlace(4);
  await expect(viewFile('照片.jpg', whole.subarray(0, whole.length / 2), limits)).rejects.toMatchObject({
    code: 'attachments.broken_picture',
  });
});

test('the same picture, smaller, lighter and cut by a little, is near; other pictures are far', async () => {
  const [picture, strange] = [await pattern(5), await pattern(11)];
  const own = await hashOf(picture);
  const again = [
    await sharp(picture).resize(300).png().toBuffer(),
    await sharp(picture).modulate({ brightness: 1.12 }).png().toBuffer(),
    await sharp(picture).extract({ left: 6, top: 5, width: 628, height: 470 }).png().toBuffer(),
  ];
  for (const one of again) expect(distance(own, await hashOf(one))).toBeLessThanOrEqual(6);
  expect(
    distance(own, await hashOf(await sharp(picture).jpeg({ quality: 60 }).toBuffer(), '照片.jpg')),
  ).toBeLessThanOrEqual(4);
  expect(distance(own, await hashOf(strange))).toBeGreaterThan(12);
});
