import type { Role } from "#lib/organizations/schema.ts";

/** Clerk's roles in our terms. Add your own here; any other counts as a member. */
const roles: Record<string, Role> = {
  "org:admin": "admin",
  "org:member": "member",
};

export function mapRole(clerkRole: string | null | undefined): Role {
  const role = clerkRole && Object.hasOwn(roles, clerkRole) ? roles[clerkRole] : undefined;
  return role ?? "member";
}
