import type { clerkInvitation, clerkMembership, clerkOrganization } from "./organization.ts";
import type { clerkUser } from "./user.ts";

export type UserObject = ReturnType<typeof clerkUser>;
export type OrganizationObject = ReturnType<typeof clerkOrganization>;
export type MembershipObject = ReturnType<typeof clerkMembership>;
export type InvitationObject = ReturnType<typeof clerkInvitation>;

/** Everything that the stand-in knows, in memory, by id. */
export interface ClerkStore {
  users: Map<string, UserObject>;
  organizations: Map<string, OrganizationObject>;
  memberships: Map<string, MembershipObject>;
  invitations: Map<string, InvitationObject>;
  /** The present in milliseconds since 1970, later on every call. */
  now(): number;
}

export function createStore(): ClerkStore {
  let last = 0;
  return {
    users: new Map(),
    organizations: new Map(),
    memberships: new Map(),
    invitations: new Map(),
    now() {
      last = Math.max(last + 1, Date.now());
      return last;
    },
  };
}
