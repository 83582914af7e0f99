import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { reportFailure } from "#lib/log/report.ts";
import { feedPath } from "../paths.ts";
import { writeFeed } from "./feed.ts";
import { readFeed } from "./read-archive.ts";

const types = { rss: "application/rss+xml", atom: "application/atom+xml" };

/**
 * `GET /n/[slug]/rss.xml` and `atom.xml`. On Node, because the library that writes them asks for streams, which
 * the edge does not have; nobody waits for a feed.
 */
export async function getFeed(slug: string, kind: "rss" | "atom"): Promise<Response> {
  try {
    const found = await readFeed(await writeDatabase(), slug);
    if (!found) return plain(404, "This newsletter does not exist.");
    if (found.slug !== slug) {
      const headers = {
        location: feedPath(found.slug, kind),
        "cache-control": "private, no-store",
      };
      return new Response(null, { status: 307, headers });
    }
    const { APP_URL: appUrl } = getEnvironment();
    return new Response(writeFeed(found, { appUrl, kind }), {
      headers: {
        "content-type": `${types[kind]}; charset=utf-8`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    reportFailure("feed_failed", error);
    return plain(503, "Try again in a minute.");
  }
}

const plain = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" },
  });
