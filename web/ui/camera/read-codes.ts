/** Reads QR codes from a video: the phone's own reader where there is one, otherwise ours, fetched when needed. */
type NativeReader = { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type NativeReaderClass = {
  new (options: { formats: string[] }): NativeReader;
  getSupportedFormats(): Promise<string[]>;
};

export type CodeReader = (video: HTMLVideoElement) => Promise<string | undefined>;

export async function codeReader(): Promise<CodeReader> {
  const native = (globalThis as { BarcodeDetector?: NativeReaderClass }).BarcodeDetector;
  const formats = native === undefined ? [] : await native.getSupportedFormats().catch(() => []);
  if (native !== undefined && formats.includes('qr_code')) {
    const reader = new native({ formats: ['qr_code'] });
    return async (video) => (await reader.detect(video))[0]?.rawValue;
  }
  return ownReader();
}

async function ownReader(): Promise<CodeReader> {
  const { default: decodeQr } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (context === null || video.videoWidth === 0) return undefined;
    // A phone's full picture is slow and no better: 640 pixels across read a code that fills a third of it.
    const scale = Math.min(1, 640 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQr(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined; // no code in this frame
    }
  };
}
