import { Feed } from "feed";
import { productName } from "#lib/text/brand.ts";
import { escapeHtml } from "../../content/pieces.ts";
import { archivePath, feedPath, letterPath } from "../paths.ts";
import { openLetter } from "./open-letter.ts";
import type { FeedPage } from "./read-archive.ts";

/** What XML 1.0 does not allow, not even escaped (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const inXml = (text: string): string => text.toWellFormed().replace(notXml, "");

const excerptLength = 300;

/**
 * The last public campaigns as RSS 2.0 or Atom.
 * @param appUrl where people reach the app, without a path.
 */
export function writeFeed(
  { organization, slug, letters }: FeedPage,
  { appUrl, kind }: { appUrl: string; kind: "rss" | "atom" },
): string {
  const home = `${appUrl}${archivePath(slug)}`;
  const title = inXml(organization);
  const feed = new Feed({
    title,
    id: home,
    link: home,
    description: `The newsletter of ${title}`,
    generator: productName,
    author: { name: title },
    // Without any letter, a moment that stays the same.
    updated: letters[0]?.sentAt ?? new Date(0),
    feed: `${appUrl}${feedPath(slug, kind)}`,
  });
  for (const { id, sentAt, ...rest } of letters) {
    const { subject, content, text } = openLetter(rest);
    const link = `${appUrl}${letterPath(slug, id)}`;
    // Titles are HTML in Atom, and are read as such from RSS.
    const escaped = escapeHtml(inXml(subject) || "Without a subject");
    const excerpt = Array.from(inXml(text).replace(/\s+/g, " ")).slice(0, excerptLength).join("");
    feed.addItem({
      title: escaped,
      id: link,
      link,
      date: sentAt,
      published: sentAt,
      description: escapeHtml(excerpt),
      content: inXml(content),
    });
  }
  return kind === "rss" ? feed.rss2() : feed.atom1();
}
