import { type Role, roles } from "./schema.ts";

/**
 * Which role an act takes at least. Pages ask, so as to offer only what is allowed; the statement of
 * the act proves it (docs/organizations.md).
 */
export const leastRoles = {
  rename: "admin",
  move: "owner",
  delete: "owner",
  restore: "owner",
  leave: "member",
  manageMembers: "admin",
  invite: "admin",
} as const satisfies Record<string, Role>;

/** Whether a role may do what takes the other one at least. */
export const isAtLeast = (role: Role, least: Role): boolean =>
  roles.indexOf(role) <= roles.indexOf(least);

/**
 * The roles that somebody may give and take, and whose bearers they may remove: only an owner makes
 * or unmakes owners, an admin manages everybody else, a member nobody.
 */
export function rolesManagedBy(role: Role): readonly Role[] {
  if (role === "owner") return roles;
  return role === "admin" ? ["admin", "member"] : [];
}
