import sharp, { type Metadata } from "sharp";
import { oneAtATime } from "./one-at-a-time.ts";
import type { Picture } from "./store.ts";

/** On each side. Shown at a quarter of it at most, on the finest screens. */
const side = 256;

/**
 * Most phones send 12 million. A progressive JPEG, or an interlaced PNG, has to be unpacked as a whole:
 * at 24 million a process peaks at 230 and 330 MB, at 64 million at 460 and 650.
 */
const pixelLimit = 24_000_000;

// The same picture does not come again.
sharp.cache(false);

/** Why a file is not used as a picture. */
export type PictureProblem =
  | "picture_missing"
  | "picture_unknown"
  | "picture_animated"
  | "picture_too_many_pixels"
  | "picture_broken"
  | "picture_busy";

/**
 * Makes a square WebP of a PNG, JPEG or WebP that somebody sent: upright, its middle, and nothing of
 * what else the file held, such as where it was taken. Node only.
 */
export async function encodePicture(bytes: Uint8Array): Promise<Picture | PictureProblem> {
  if (bytes.length === 0) return "picture_missing";
  // By its first bytes, so that what else sharp can open, such as SVG, is never opened.
  const format = formatOf(bytes);
  if (!format) return "picture_unknown";
  try {
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (metadata.format !== format) return "picture_broken";
    if (isAnimated(bytes, metadata)) return "picture_animated";
    if (metadata.width * metadata.height > pixelLimit) return "picture_too_many_pixels";
    const content = await oneAtATime(() => square(bytes));
    if (content === "picture_busy") return content;
    return { content: content.toString("base64"), contentType: "image/webp" };
  } catch {
    return "picture_broken";
  }
}

const square = (bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: pixelLimit, failOn: "error" })
    .autoOrient()
    .resize(side, side, { fit: "cover" })
    .webp({ quality: 82 })
    .timeout({ seconds: 10 })
    .toBuffer();

/** What the first bytes of each look like, one character a byte. */
const isOf: Record<string, (start: string) => boolean> = {
  png: (start) => start.startsWith("\x89PNG\r\n\x1a\n"),
  jpeg: (start) => start.startsWith("\xff\xd8\xff"),
  webp: (start) => start.startsWith("RIFF") && start.endsWith("WEBP"),
};

function formatOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  return Object.keys(isOf).find((format) => isOf[format]?.(start));
}

/** An animated PNG says so before its first image; sharp reads that image alone and does not tell. */
function isAnimated(bytes: Uint8Array, { format, pages = 1 }: Metadata): boolean {
  if (format !== "png") return pages > 1;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = buffer.indexOf("acTL");
  return frames >= 0 && frames < buffer.indexOf("IDAT");
}
