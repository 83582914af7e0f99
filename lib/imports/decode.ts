/** The encodings that spreadsheets write. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** What a file is that is no CSV. */
export type OtherFile =
  | "spreadsheet"
  | "archive"
  | "web page"
  | "JSON"
  | "PDF"
  | "picture"
  | "binary";

/** Reads what a file is from its bytes, before anything of it is sent anywhere. */
export function recognize(
  bytes: Uint8Array,
): { encoding: Encoding; isGuess: boolean } | { other: OtherFile } {
  const marked = byteOrderMarks.find(({ mark }) => startsWith(bytes, mark));
  if (marked) return { encoding: marked.encoding, isGuess: false };
  const other = otherFile(bytes);
  if (other) return { other };
  if (isUtf8(bytes)) return { encoding: "utf-8", isGuess: false };
  return { encoding: "windows-1252", isGuess: true };
}

/** The text of a file, without its byte order mark. Bytes that mean nothing become U+FFFD. */
export const decode = (bytes: Uint8Array, encoding: Encoding): string =>
  new TextDecoder(encoding).decode(bytes);

const byteOrderMarks: { mark: number[]; encoding: Encoding }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
];

const signatures: { mark: number[]; other: OtherFile }[] = [
  // An .xlsx is a zip file too, and is what somebody means who opens one here.
  { mark: [0x50, 0x4b, 0x03, 0x04], other: "spreadsheet" },
  { mark: [0xd0, 0xcf, 0x11, 0xe0], other: "spreadsheet" },
  { mark: [0x1f, 0x8b], other: "archive" },
  { mark: [0x37, 0x7a, 0xbc, 0xaf], other: "archive" },
  { mark: [0x52, 0x61, 0x72, 0x21], other: "archive" },
  { mark: [0x25, 0x50, 0x44, 0x46], other: "PDF" },
  { mark: [0x89, 0x50, 0x4e, 0x47], other: "picture" },
  { mark: [0xff, 0xd8, 0xff], other: "picture" },
  { mark: [0x47, 0x49, 0x46, 0x38], other: "picture" },
];

function otherFile(bytes: Uint8Array): OtherFile | undefined {
  const signed = signatures.find(({ mark }) => startsWith(bytes, mark));
  if (signed) return signed.other;
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, 1_000)).trimStart();
  if (/^<(!doctype|html|head|body|table|\?xml|meta)\b/i.test(head)) return "web page";
  if (/^(\{\s*"|\[\s*[{["\]])/.test(head)) return "JSON";
  // One NUL may be a slip in a cell, which is told with its row.
  const nuls = bytes.subarray(0, 1_000).reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return nuls > 10 ? "binary" : undefined;
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
