import { sha256 } from "#lib/text/sha256.ts";

const start = "pn_live_";
const length = 43;

/** How many characters of a key are kept to recognise it by, `pn_live_` among them. */
const shown = start.length + 6;

const wholeKey = new RegExp(`^${start}[A-Za-z0-9]{${length}}$`);

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A new API key, and what is kept of it. */
export interface NewApiKey {
  /** `pn_live_` and 43 letters and digits: 256 bits of chance. Shown once, kept nowhere. */
  key: string;
  prefix: string;
  /** SHA-256 of the key, as hexadecimal. Without salt: nobody guesses 256 bits. */
  hash: string;
}

/** Makes a key. It opens nothing until it is kept. */
export async function newApiKey(): Promise<NewApiKey> {
  const key = start + letters();
  return { key, prefix: key.slice(0, shown), hash: await sha256(key) };
}

/** The hash of what came as an API key; null when it cannot be one, which saves a trip. */
export async function apiKeyHash(text: string): Promise<string | null> {
  return wholeKey.test(text) ? sha256(text) : null;
}

function letters(): string {
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // Four times 62: bytes beyond would favour the first letters.
      if (byte < 248 && text.length < length) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
