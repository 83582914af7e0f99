import { randomBytes } from "node:crypto";
import { clerkInvitation, clerkMembership, clerkOrganization } from "./organization.ts";
import type { ClerkStore, InvitationObject } from "./store.ts";
import { clerkUser, deletedClerkUser } from "./user.ts";

/** Says that something happened: `user.created` and the object as it is then. */
export type Tell = (type: string, data: object) => void;

/** What happens at Clerk: each act changes the store and tells the app of it, as Clerk does. */
export type ClerkLifecycle = ReturnType<typeof createLifecycle>;

const newId = (kind: string) => `${kind}_${randomBytes(12).toString("hex")}`;

export function createLifecycle(store: ClerkStore, tell: Tell) {
  const { users, organizations, memberships, invitations, now } = store;

  function find<Item>(items: Map<string, Item>, id: string): Item {
    const item = items.get(id);
    if (!item) throw new RangeError(`The stand-in does not know ${id}`);
    return item;
  }

  interface Joiner {
    id?: string | undefined;
    firstName?: string | undefined;
    lastName?: string | undefined;
    /** Without one they get one; null for none. */
    email?: string | null | undefined;
    username?: string | undefined;
    phone?: string | undefined;
  }

  function addUser({ id = newId("user"), firstName = "", lastName = "", ...joiner }: Joiner = {}) {
    const at = new Date(now());
    const { email = `${id.toLowerCase()}@acme.test`, ...others } = joiner;
    const names = { firstName, lastName, email, ...others };
    const user = clerkUser({ id, ...names, createdAt: at, updatedAt: at });
    users.set(id, user);
    tell("user.created", user);
    return user;
  }

  function changeUser(id: string, changes: { first_name?: string; last_name?: string }) {
    const user = { ...find(users, id), ...changes, updated_at: now() };
    users.set(id, user);
    tell("user.updated", user);
    return user;
  }

  function deleteUser(id: string): void {
    const left = [...memberships.values()].filter(
      ({ public_user_data: { user_id } }) => user_id === id,
    );
    for (const membership of left) deleteMembership(membership.id);
    users.delete(id);
    tell("user.deleted", deletedClerkUser(id));
  }

  /** Creates an organization with its creator as the first admin. */
  function addOrganization({ id = newId("org"), name = "Acme", slug = "", createdBy = "" } = {}) {
    const createdAt = now();
    const choice = { id, name, slug: slug || id.toLowerCase().replaceAll("_", "-"), createdAt };
    const organization = clerkOrganization({ ...choice, createdBy: createdBy || null });
    organizations.set(id, organization);
    tell("organization.created", organization);
    if (createdBy) addMembership({ organizationId: id, userId: createdBy, role: "org:admin" });
    return organization;
  }

  function changeOrganization(id: string, changes: { name?: string; slug?: string }) {
    const organization = { ...find(organizations, id), ...changes, updated_at: now() };
    organizations.set(id, organization);
    tell("organization.updated", organization);
    return organization;
  }

  function deleteOrganization(id: string): void {
    for (const membership of [...memberships.values()]) {
      if (membership.organization.id === id) deleteMembership(membership.id);
    }
    organizations.delete(id);
    tell("organization.deleted", { object: "organization", id, deleted: true });
  }

  interface Joining {
    id?: string;
    organizationId: string;
    userId: string;
    role?: string;
  }

  function addMembership({ id = newId("orgmem"), role = "org:member", ...joining }: Joining) {
    const organization = find(organizations, joining.organizationId);
    const user = find(users, joining.userId);
    const membership = clerkMembership({ id, organization, user, role, createdAt: now() });
    memberships.set(id, membership);
    tell("organizationMembership.created", membership);
    return membership;
  }

  function changeRole(id: string, role: string) {
    const membership = { ...find(memberships, id), role, role_name: role, updated_at: now() };
    memberships.set(id, membership);
    tell("organizationMembership.updated", membership);
    return membership;
  }

  function deleteMembership(id: string): void {
    const membership = find(memberships, id);
    memberships.delete(id);
    tell("organizationMembership.deleted", membership);
  }

  function invite(organizationId: string, email: string, role = "org:member") {
    const id = newId("orginv");
    const invitation = clerkInvitation({ id, organizationId, email, role, createdAt: now() });
    invitations.set(id, invitation);
    tell("organizationInvitation.created", invitation);
    return invitation;
  }

  function closeInvitation(id: string, status: "accepted" | "revoked"): InvitationObject {
    const invitation = { ...find(invitations, id), status, updated_at: now() };
    invitations.set(id, invitation);
    tell(`organizationInvitation.${status}`, invitation);
    return invitation;
  }

  return {
    addUser,
    changeUser,
    deleteUser,
    addOrganization,
    changeOrganization,
    deleteOrganization,
    addMembership,
    changeRole,
    deleteMembership,
    invite,
    closeInvitation,
  };
}
