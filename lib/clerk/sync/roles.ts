import { sql } from "#lib/db/sql.ts";
import type { Role } from "#lib/organizations/schema.ts";
import type { Effect } from "#lib/webhooks/effect.ts";

/** Clerk's roles in our terms. Add your own here; any other counts as a member, with an alert. */
const roles: Record<string, Role> = {
  "org:admin": "admin",
  "org:member": "member",
};

/** What instances of before Clerk had custom roles call theirs. Such a key has no `org:`. */
const formerRoles: Record<string, Role> = {
  admin: "admin",
  basic_member: "member",
  guest_member: "member",
};

/** Our role for Clerk's; `isKnown` is false for one that somebody should look at. */
export function mapRole(key: string | null | undefined): { role: Role; isKnown: boolean } {
  const known = find(roles, key);
  return { role: known ?? find(formerRoles, key) ?? "member", isKnown: known !== undefined };
}

/** The notice of an event that gives a role which is not known. */
export function unknownRole(key: string | null | undefined): Pick<Effect, "notice"> | undefined {
  return mapRole(key).isKnown ? undefined : { notice: sql`'unknown role'::text` };
}

const find = (map: Record<string, Role>, key: string | null | undefined): Role | undefined =>
  key && Object.hasOwn(map, key) ? map[key] : undefined;
