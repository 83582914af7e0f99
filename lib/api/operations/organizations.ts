import * as z from "zod/mini";
import {
  getOrganization,
  listOrganizations,
  organization,
} from "#lib/api/resources/organization.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { exactText } from "#lib/forms/fields.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { moveOrganization } from "#lib/organizations/change-slug.ts";
import { foundOrganization } from "#lib/organizations/create-organization.ts";
import { deleteOrganization } from "#lib/organizations/delete.ts";
import { organizationNameSchema } from "#lib/organizations/forms.ts";
import { leaveOrganization } from "#lib/organizations/leave.ts";
import { renameOrganization } from "#lib/organizations/rename.ts";
import { restoreOrganization } from "#lib/organizations/restore.ts";
import { slugSchema } from "#lib/organizations/slug.ts";
import { settleEndingsAfterAnswer } from "#lib/polar/selling/end-after-answer.ts";
import { type Call, defineOperation, type Reply } from "../operation.ts";
import { ended, endedOf, person, replyTo } from "./acted.ts";
import { inOrganization, listed, listing } from "./shared.ts";

const group = "Organizations" as const;

export const listOrganizationsOperation = defineOperation({
  id: "listOrganizations",
  method: "GET",
  path: "/organizations",
  group,
  summary: "List organizations",
  description:
    "Lists the organizations you belong to, by name. With an API key: the key's organization.",
  scope: "read",
  ...listing(organization.schema, "A page of organizations."),
  problems: [],
  async handle({ db, actor, query }) {
    return listed("/organizations", query, await listOrganizations(db, actor, query));
  },
});

export const getOrganizationOperation = defineOperation({
  id: "getOrganization",
  method: "GET",
  path: "/organizations/{slug}",
  group,
  summary: "Get an organization",
  description: "Accepts former slugs too.",
  scope: "read",
  params: inOrganization,
  answers: {
    200: {
      description: "The organization.",
      schema: organization.schema,
      headers: { etag: "The version, for `If-Match`." },
    },
  },
  problems: [],
  handle: present,
});

/** The updated organization. */
async function present({
  db,
  actor,
}: Pick<Call<object, object, object>, "db" | "actor">): Promise<Reply> {
  const found = await getOrganization(db, actor);
  if (!found) return "not_found";
  return { status: 200, body: found.organization, headers: { etag: `"${found.version}"` } };
}

export const createOrganizationOperation = defineOperation({
  id: "createOrganization",
  method: "POST",
  path: "/organizations",
  group,
  summary: "Create an organization",
  description:
    "You become its owner. Without a slug, the name determines it. API keys cannot create organizations.",
  scope: null,
  body: z.object({ name: organizationNameSchema, slug: z.optional(slugSchema) }),
  example: { name: "Globex", slug: "globex" },
  answers: {
    201: {
      description: "The organization.",
      schema: z.object({ id: z.guid(), slug: z.string(), name: z.string() }),
      headers: { location: "The URL of the organization in the API." },
    },
  },
  problems: ["slug_taken", "id_reused", "too_many_organizations", "unauthenticated"],
  async handle({ db, actor, body, newId: id }) {
    return replyTo(await foundOrganization(db, person(actor), { id, ...body }), (slug) => ({
      status: 201,
      body: { id, slug, name: body.name },
      headers: { location: `/api/v1/organizations/${slug}` },
    }));
  },
});

const rename = {
  group,
  summary: "Rename an organization",
  description: "Requires the owner or admin role. Send the version you last read in `If-Match`.",
  scope: "write" as const,
  params: inOrganization,
  body: z.object({ name: organizationNameSchema }),
  example: { name: "Acme Rockets" },
  needsMatch: true,
  answers: {
    200: {
      description: "The updated organization.",
      schema: organization.schema,
      headers: { etag: "The new version." },
    },
  },
  problems: ["forbidden", "managed_elsewhere"] as const,
  async handle(call: Call<{ slug: string }, object, { name: string }>) {
    const input = { name: call.body.name, ...(call.versions && { versions: call.versions }) };
    const { outcome } = await renameOrganization(call.db, call.actor, input);
    return outcome === "done" || outcome === "unchanged" ? present(call) : outcome;
  },
};

export const updateOrganizationOperation = defineOperation({
  ...rename,
  id: "updateOrganization",
  method: "PATCH",
  path: "/organizations/{slug}",
});

export const renameOrganizationOperation = defineOperation({
  ...rename,
  id: "renameOrganization",
  method: "POST",
  path: "/organizations/{slug}",
});

const moved = {
  description: "The slug of the organization.",
  schema: z.object({ slug: z.string() }),
};

export const moveOrganizationOperation = defineOperation({
  id: "moveOrganization",
  method: "POST",
  path: "/organizations/{slug}/slug",
  group,
  summary: "Change an organization's slug",
  description: "Requires the owner role. The old slug keeps redirecting to the organization.",
  scope: null,
  params: inOrganization,
  body: z.object({ slug: slugSchema }),
  example: { slug: "acme-rockets" },
  answers: { 200: moved },
  problems: ["forbidden", "managed_elsewhere", "slug_taken"],
  async handle({ db, actor, body }) {
    const acted = await moveOrganization(db, person(actor), body);
    return replyTo(acted, (slug) => ({ status: 200, body: { slug } }));
  },
});

export const deleteOrganizationOperation = defineOperation({
  id: "deleteOrganization",
  method: "POST",
  path: "/organizations/{slug}/delete",
  group,
  summary: "Delete an organization",
  description:
    "Requires the owner role and the name of the organization as confirmation. Members lose access immediately, and an owner can restore it for 7 days. Its subscription is canceled at the end of the paid period.",
  scope: null,
  params: inOrganization,
  body: z.object({ name: exactText(500, "name_mismatch") }),
  example: { name: "Acme" },
  answers: { 204: { description: "The organization is deleted." } },
  problems: ["forbidden", "managed_elsewhere", "name_mismatch"],
  async handle({ db, actor, body }) {
    const input = { name: body.name, appUrl: getEnvironment().APP_URL };
    const acted = await deleteOrganization(db, person(actor), input);
    if (acted.outcome === "done") {
      mailAfterAnswer();
      settleEndingsAfterAnswer();
    }
    return replyTo(acted, () => ({ status: 204 }));
  },
});

export const restoreOrganizationOperation = defineOperation({
  id: "restoreOrganization",
  method: "POST",
  path: "/organizations/{slug}/restore",
  group,
  summary: "Restore a deleted organization",
  description: "Requires the owner role. Possible for 7 days after the deletion.",
  scope: null,
  params: inOrganization,
  answers: { 200: moved },
  problems: ["forbidden", "managed_elsewhere", "too_late"],
  async handle({ db, actor }) {
    const acted = await restoreOrganization(db, person(actor));
    if (acted.outcome === "done") settleEndingsAfterAnswer();
    return replyTo(acted, (slug) => ({ status: 200, body: { slug } }));
  },
});

export const leaveOrganizationOperation = defineOperation({
  id: "leaveOrganization",
  method: "POST",
  path: "/organizations/{slug}/leave",
  group,
  summary: "Leave an organization",
  description:
    "Ends your membership. Your open invitations and API keys are revoked and listed in `ended`. The last owner cannot leave.",
  scope: null,
  params: inOrganization,
  answers: { 200: { description: "You left the organization.", schema: ended } },
  problems: ["managed_elsewhere", "last_owner"],
  async handle({ db, actor }) {
    const acted = await leaveOrganization(db, person(actor));
    return replyTo(acted, () => ({ status: 200, body: endedOf(acted) }));
  },
});
