import type { Grant } from "#lib/products/product.ts";
import { type Role, roles } from "./roles.ts";

/** What an act or a page asks of the person or the program behind a request. */
export type { Grant };

/** The roles that are at least as powerful as another, the most powerful first. */
export const rolesFrom = (least: Role): readonly Role[] => roles.slice(0, roles.indexOf(least) + 1);

/** Whether a role is at least as powerful as another. */
export const isAtLeast = (role: Role, least: Role): boolean => rolesFrom(least).includes(role);
