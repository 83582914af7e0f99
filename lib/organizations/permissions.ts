import { gathered, type ProductCode } from "#lib/products/codes.ts";
import { type Grant, isAtLeast } from "./grant.ts";
import { type Role, roles } from "./roles.ts";

const core = {
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
  "webhook_endpoint.read": { least: "admin", scope: "webhooks" },
  "webhook_endpoint.manage": { least: "admin", scope: "webhooks" },
} as const satisfies Record<string, Grant>;

/** A permission of the core or of a product: the thing, then what is done with it. */
export type Permission = keyof typeof core | ProductCode<"permissions">;

/**
 * Every permission: the core's, then those in the manifests of products. Nothing else says which role
 * may do what. Statements (`may`), pages, the navigation, the API's document, the table in
 * docs/organizations.md and the tests of roles are made of it.
 */
export const permissions = gathered("permissions", core);

/** The grant behind the name of a permission. */
export const grantOf = (permission: Permission | Grant): Grant =>
  typeof permission === "string" ? permissions[permission] : permission;

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
