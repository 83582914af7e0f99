import { colours } from "#lib/text/brand.ts";
import { type AddressOf, fill } from "../../content/pieces.ts";
import { readLetter } from "../../letter/frozen.ts";
import { endOfBody } from "../../letter/layout.ts";
import { html, type Markup } from "../html.ts";

interface OpenLetter {
  /** As `campaign_letters` has it. */
  letter: unknown;
  corrected: readonly { number: number; target: string }[];
}

/** Leads where a member corrected a link to, and else where the letter says. */
export const correctedBy = (corrected: OpenLetter["corrected"]): AddressOf => {
  const targets = new Map(corrected.map(({ number, target }) => [number, target]));
  return (index, target) => targets.get(index) ?? target;
};

/** A letter as nobody in particular reads it: each placeholder says what it says for an empty field. */
export function openLetter({ letter, corrected }: OpenLetter) {
  const { subjects, html: parts, text, links } = readLetter(letter);
  const address = correctedBy(corrected);
  const write = (pieces: typeof parts.head) => fill(pieces, {}, links, address);
  return {
    subject: write(subjects[0] ?? []).trim(),
    head: write(parts.head),
    content: write(parts.content),
    text: write(text.content).trim(),
  };
}

/** The same as a whole page, with what stands below it instead of the foot of a mail. */
export function letterPage(letter: OpenLetter, below: Markup): Response {
  const { head, content } = openLetter(letter);
  const foot = html`</td></tr><tr><td class="small" style="padding:20px 36px 32px;color:${colours.muted.light};font-family:system-ui,sans-serif;font-size:13px;line-height:1.6">
<p style="margin:0">${below}</p>
</td></tr></table>
</td></tr></table>
`;
  return letterResponse(`${head}${content}${foot.text}${endOfBody}`, { isPublic: true });
}

/** The HTML of a letter as a page: it runs no script and sends no form. */
export const letterResponse = (text: string, { isPublic }: { isPublic: boolean }): Response =>
  new Response(text, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-store",
      "referrer-policy": isPublic ? "strict-origin-when-cross-origin" : "no-referrer",
      ...(!isPublic && { "x-robots-tag": "noindex" }),
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: http:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
