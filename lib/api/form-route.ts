import type { Database } from "#lib/db/database.ts";
import { placeNames } from "#lib/forms/act.ts";
import { problem } from "#lib/http/problem.ts";
import type { Publication } from "./publish.ts";

/**
 * The one route for the forms of all acts: the address names the act, then what it is about.
 * @param publications what the rooms publish.
 * @param connect what to act on, for tests.
 */
export function formRoute(publications: readonly Publication[], connect?: () => Promise<Database>) {
  const byName = new Map(publications.map((one) => [one.act.name, one]));
  return async (
    request: Request,
    { params }: { params: Promise<{ path: string[] }> },
  ): Promise<Response> => {
    const [name = "", ...place] = (await params).path;
    const found = byName.get(name);
    const names = found ? placeNames(found.act) : [];
    if (!found || names.length !== place.length) {
      return problem(404, "not_found", "There is no such form.");
    }
    const named = Object.fromEntries(names.map((one, at) => [one, place[at] ?? ""]));
    return found.post(named, connect)(request);
  };
}
