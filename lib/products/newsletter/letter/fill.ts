import { type AddressOf, escapeHtml, fill } from "../content/pieces.ts";
import type { FrozenLetter } from "./frozen.ts";
import { endOfBody } from "./layout.ts";
import { type Person, valuesOf } from "./person.ts";

/** What a letter holds for one person alone. */
export interface OwnLinks {
  leaveUrl: string;
  preferencesUrl: string;
  viewUrl: string;
  /** Makes the address of a link that the writer put in; without it, the link is as it was written. */
  addressOf?: AddressOf;
  /** An image that tells of opens; null where nothing is recorded. */
  openUrl?: string | null;
}

export interface FilledLetter {
  subject: string;
  html: string;
  text: string;
}

/**
 * Writes the letter of one person.
 * @param variant 1 for the second subject of a test.
 */
export function fillLetter(
  letter: FrozenLetter,
  person: Person,
  { leaveUrl, preferencesUrl, viewUrl, openUrl, addressOf }: OwnLinks,
  variant = 0,
): FilledLetter {
  const { subjects, html, text } = letter;
  const values = valuesOf(person);
  const links = [...letter.links, [leaveUrl], [preferencesUrl], [viewUrl]];
  const address: AddressOf = (index, target) =>
    addressOf && index < letter.links.length ? addressOf(index, target) : target;
  const write = (pieces: typeof html.head) => fill(pieces, values, links, address);
  const image = openUrl
    ? `<img src="${escapeHtml(openUrl)}" alt="" width="1" height="1" style="display:block;border:0">\n`
    : "";
  return {
    subject: write(subjects[variant] ?? subjects[0] ?? []).trim(),
    html: `${write(html.head)}${write(html.content)}${write(html.foot)}${image}${endOfBody}`,
    text: `${write(text.content)}${write(text.foot)}`,
  };
}
