import { findViewer } from "#identity/viewer.ts";
import { leanReadDatabase } from "#lib/db/lean.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import type { CommandGroup } from "#lib/workspace/shell/commands.ts";
import { searchAs } from "./search.ts";
import { searchWords } from "./search-words.ts";

/** What the command menu shows: what was found, as commands that lead there. */
export interface FoundCommands {
  groups: CommandGroup[];
}

/**
 * `GET /api/search/[slug]?q=`: what an organization has of these words, for its members, in one trip to the
 * database.
 */
export async function getFound(request: Request, slug: string): Promise<Response> {
  try {
    const words = searchWords(new URL(request.url).searchParams.get("q"));
    if (words === undefined) {
      return problem(422, "invalid_input", "Send 1 to 100 characters to search for as `q`.");
    }
    const viewer = await findViewer(request.headers);
    const found = viewer && (await searchAs(leanReadDatabase(), viewer, slug, words));
    if (!viewer || found === undefined) return unauthenticated();
    if (!found) return problem(refusals.not_found.status, "not_found", "Organization not found.");
    // Not from a module of forms, whose schemas would come along.
    const home = `/o/${encodeURIComponent(found.slug)}`;
    const groups = found.groups.map(({ label, hits }) => ({
      value: label,
      items: hits.map(({ title, detail, path }) => ({
        label: title,
        ...(detail && detail !== title && { detail }),
        act: { href: `${home}${path}` },
      })),
    }));
    return Response.json({ groups } satisfies FoundCommands, {
      headers: { "cache-control": "private, no-store" },
    });
  } catch (error) {
    return failed("search_failed", error);
  }
}
