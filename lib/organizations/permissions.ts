import { type Role, roles } from "./roles.ts";

/** What an act or a page asks of the person or the program behind a request. */
export interface Grant {
  /** The least role that has it. */
  least: Role;
  /** The scope that an API key needs for it; null when no key has it. */
  scope: string | null;
}

/**
 * Every permission of the core: the thing, then what is done with it. This is the only place that says
 * which role may do what. Statements (`may`), pages, the navigation, the API's document, the table in
 * docs/organizations.md and the tests of roles are made of it. A product has a table of its own, of the
 * same shape.
 */
export const permissions = {
  "organization.read": { least: "member", scope: "read" },
  "organization.rename": { least: "admin", scope: "write" },
  "organization.change_slug": { least: "owner", scope: null },
  "organization.delete": { least: "owner", scope: null },
  "organization.restore": { least: "owner", scope: null },
  "organization.leave": { least: "member", scope: null },
  "member.read": { least: "member", scope: "read" },
  "member.manage": { least: "admin", scope: "write" },
  "member.manage_owners": { least: "owner", scope: null },
  "invitation.read": { least: "admin", scope: "read" },
  "invitation.manage": { least: "admin", scope: "write" },
  "api_key.read": { least: "admin", scope: "read" },
  "api_key.manage": { least: "admin", scope: null },
  "audit.read": { least: "admin", scope: "read" },
  "usage.read": { least: "member", scope: "usage" },
  "usage.spend": { least: "member", scope: "usage" },
  "billing.read": { least: "owner", scope: null },
  "billing.change": { least: "owner", scope: null },
  "webhook.read": { least: "owner", scope: null },
  "webhook.replay": { least: "owner", scope: null },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof permissions;

/** The grant behind the name of a permission of the core; a product hands in its grant itself. */
export const grantOf = (permission: Permission | Grant): Grant =>
  typeof permission === "string" ? permissions[permission] : permission;

/** The roles that are at least as powerful as another, the most powerful first. */
export const rolesFrom = (least: Role): readonly Role[] => roles.slice(0, roles.indexOf(least) + 1);

/** Whether a role is at least as powerful as another. */
export const isAtLeast = (role: Role, least: Role): boolean => rolesFrom(least).includes(role);

/**
 * Whether a role has a permission. Pages ask, so as to offer only what is allowed; the statement of the
 * act proves it.
 */
export const isAllowed = (role: Role, permission: Permission | Grant): boolean =>
  isAtLeast(role, grantOf(permission).least);

/**
 * The roles that somebody may give and take, and whose bearers they may remove: only an owner makes or
 * unmakes owners, an admin manages everybody else, a member nobody.
 */
export function rolesManagedBy(role: Role): readonly Role[] {
  if (!isAllowed(role, "member.manage")) return [];
  return isAllowed(role, "member.manage_owners") ? roles : roles.filter((one) => one !== "owner");
}
