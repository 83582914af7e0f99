import * as z from "zod/mini";
import type { Routes } from "#local/stand-in/routes.ts";
import { notFound, unreadable } from "./api.ts";
import type { ClerkLifecycle } from "./lifecycle.ts";
import type { ClerkStore } from "./store.ts";

const text = z.optional(z.string());
const newUser = z.object({
  id: text,
  firstName: text,
  lastName: text,
  email: z.optional(z.nullable(z.string())),
  username: text,
  phone: text,
});
const newOrganization = z.object({ id: text, name: text, slug: text, createdBy: text });
const newMembership = z.object({ userId: z.string(), role: text });
const userChanges = z.object({ first_name: text, last_name: text });
const organizationChanges = z.object({ name: text, slug: text });

/** What people do at Clerk. */
export function controlRoutes(
  { users, organizations, memberships }: ClerkStore,
  lifecycle: ClerkLifecycle,
  settle: () => Promise<void>,
): Routes {
  return {
    "POST /control/users": ({ body }) => {
      const user = newUser.safeParse(body);
      return user.success ? { status: 201, body: lifecycle.addUser(user.data) } : unreadable;
    },
    "PATCH /control/users/:id": ({ params: { id = "" }, body }) => {
      if (!users.has(id)) return notFound;
      const changes = userChanges.safeParse(body);
      return changes.success ? { body: lifecycle.changeUser(id, changes.data) } : unreadable;
    },
    "DELETE /control/users/:id": ({ params: { id = "" } }) => {
      if (!users.has(id)) return notFound;
      lifecycle.deleteUser(id);
      return { status: 204 };
    },
    "POST /control/organizations": ({ body }) => {
      const organization = newOrganization.safeParse(body);
      if (!organization.success) return unreadable;
      const { createdBy } = organization.data;
      if (createdBy && !users.has(createdBy)) return notFound;
      return { status: 201, body: lifecycle.addOrganization(organization.data) };
    },
    "PATCH /control/organizations/:id": ({ params: { id = "" }, body }) => {
      if (!organizations.has(id)) return notFound;
      const changes = organizationChanges.safeParse(body);
      return changes.success
        ? { body: lifecycle.changeOrganization(id, changes.data) }
        : unreadable;
    },
    "DELETE /control/organizations/:id": ({ params: { id = "" } }) => {
      if (!organizations.has(id)) return notFound;
      lifecycle.deleteOrganization(id);
      return { status: 204 };
    },
    "POST /control/organizations/:id/memberships": ({ params: { id = "" }, body }) => {
      const membership = newMembership.safeParse(body);
      if (!membership.success) return unreadable;
      if (!organizations.has(id) || !users.has(membership.data.userId)) return notFound;
      const joining = { organizationId: id, ...membership.data };
      return { status: 201, body: lifecycle.addMembership(joining) };
    },
    "DELETE /control/memberships/:id": ({ params: { id = "" } }) => {
      if (!memberships.has(id)) return notFound;
      lifecycle.deleteMembership(id);
      return { status: 204 };
    },
    "POST /control/settle": async () => {
      await settle();
      return { body: {} };
    },
  };
}
