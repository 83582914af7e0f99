import { findViewer } from "#identity/viewer.ts";
import { leanReadDatabase } from "#lib/db/lean.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import type { CommandGroup } from "#lib/workspace/shell/commands.ts";
import { searchAs, searchWords } from "./search.ts";

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
    const words = searchWords.safeParse(new URL(request.url).searchParams.get("q"));
    if (!words.success) {
      return problem(422, "invalid_input", "Send 1 to 100 characters to search for as `q`.");
    }
    const viewer = await findViewer(request.headers);
    const found = viewer && (await searchAs(leanReadDatabase(), viewer, slug, words.data));
    if (!viewer || found === undefined) return unauthenticated();
    if (!found) return problem(refusals.not_found.status, "not_found", "Organization not found.");
    const home = organizationPath(found.slug);
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
