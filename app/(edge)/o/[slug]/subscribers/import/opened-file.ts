import type { Layout } from "#lib/imports/layout.ts";
import type { Part } from "#lib/imports/parts.ts";
import type { Chosen, RecognizedFile } from "#lib/products/newsletter/imports/recognize-file.ts";
import type { OwnField } from "#lib/products/newsletter/imports/targets.ts";
import { noCsvText } from "./no-csv-text.ts";

/** A file that was chosen, and what is read of it. */
export interface OpenedFile {
  file: File;
  /** SHA-256 of its bytes, in hex. */
  digest: string;
  found: RecognizedFile;
  /** What each column means, as it was chosen last. */
  columns: string[];
}

/** Reads a file as far as its preview needs it. @returns a text that says why it cannot be imported. */
export async function openFile(
  file: File,
  fields: OwnField[],
  how: Chosen,
): Promise<OpenedFile | string> {
  const { recognizeFile } = await import("#lib/products/newsletter/imports/recognize-file.ts");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = recognizeFile(bytes, fields, how);
  if ("text" in found) {
    return { file, digest: await hexDigest(bytes), found, columns: found.layout.columns };
  }
  return "other" in found ? noCsvText(found.other) : "This file has no rows.";
}

/** Cuts a file into parts, in a layout that need not be the one it was opened with. */
export async function cutFile(
  { file, found }: OpenedFile,
  layout: Layout,
): Promise<{ text: string; parts: Part[] }> {
  const { cutIntoParts } = await import("#lib/imports/parts.ts");
  const { decode } = await import("#lib/imports/decode.ts");
  const isSame = found.layout.encoding === layout.encoding;
  const text = isSame
    ? found.text
    : decode(new Uint8Array(await file.arrayBuffer()), layout.encoding);
  const { separator, quotes } = layout;
  return { text, parts: cutIntoParts(text, { separator, hasQuotes: quotes === "double" }) };
}

async function hexDigest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
