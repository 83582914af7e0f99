import * as z from "zod/mini";
import {
  getOrganization,
  listOrganizations,
  organization,
} from "#lib/api/resources/organization.ts";
import { changeSlug } from "#lib/organizations/change-slug.ts";
import { creation } from "#lib/organizations/create-organization.ts";
import { deletion } from "#lib/organizations/delete.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { leaving } from "#lib/organizations/leave.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { rename } from "#lib/organizations/rename.ts";
import { restoration } from "#lib/organizations/restore.ts";
import { listed, listing } from "../listing.ts";
import { type Call, defineOperation, groups, type Reply } from "../operation.ts";
import { publish } from "../publish.ts";
import { ended, endedOf } from "./ended.ts";

const group = groups.organizations;
const settings = ({ slug }: { slug: string }) => `${organizationPath(slug)}/settings`;

export const listOrganizationsOperation = defineOperation({
  id: "listOrganizations",
  method: "GET",
  path: "/organizations",
  group,
  summary: "List organizations",
  description:
    "Lists the organizations you belong to, by name. With an API key: the key's organization.",
  scope: permissions["organization.read"].scope,
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
  scope: permissions["organization.read"].scope,
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

/** The organization as it is now. */
async function present({
  db,
  actor,
}: Pick<Call<object, object, object>, "db" | "actor">): Promise<Reply> {
  const found = await getOrganization(db, actor);
  if (!found) return "not_found";
  return { status: 200, body: found.organization, headers: { etag: `"${found.version}"` } };
}

export const createOrganization = publish(creation, {
  form: {
    to: ({ slug }) => organizationPath(slug),
    notice: "organization_created",
    details: ({ slug }) => ({ slug }),
    // From the browser's history, and filled in again: that is another organization.
    makesAnother: true,
  },
  api: {
    id: "createOrganization",
    method: "POST",
    path: "/organizations",
    group,
    summary: "Create an organization",
    description:
      "You become its owner. Without a slug, the name determines it. API keys cannot create organizations.",
    example: { name: "Globex", slug: "globex" },
    answers: {
      201: {
        description: "The organization.",
        schema: z.object({ id: z.guid(), slug: z.string(), name: z.string() }),
        headers: { location: "The URL of the organization in the API." },
      },
    },
    reply: ({ slug }, { newId: id, body }) => ({
      status: 201,
      body: { id, slug, name: body.name },
      headers: { location: `/api/v1/organizations/${slug}` },
    }),
  },
});

export const updateOrganization = publish(rename, {
  form: { to: settings, notice: "organization_renamed" },
  api: {
    id: "updateOrganization",
    method: "PATCH",
    path: "/organizations/{slug}",
    group,
    summary: "Rename an organization",
    description: "Requires the owner or admin role. Send the version you last read in `If-Match`.",
    example: { name: "Acme Rockets" },
    needsMatch: true,
    answers: {
      200: {
        description: "The updated organization.",
        schema: organization.schema,
        headers: { etag: "The new version." },
      },
    },
    reply: (_, call) => present(call),
  },
});

const moved = {
  description: "The slug of the organization.",
  schema: z.object({ slug: z.string() }),
};

export const changeOrganizationSlug = publish(changeSlug, {
  form: { to: settings, notice: "organization_slug_changed", details: ({ slug }) => ({ slug }) },
  api: {
    id: "changeOrganizationSlug",
    method: "POST",
    path: "/organizations/{slug}/slug",
    group,
    summary: "Change an organization's slug",
    description: "Requires the owner role. The old slug keeps redirecting to the organization.",
    example: { slug: "acme-rockets" },
    answers: { 200: moved },
    reply: ({ slug }) => ({ status: 200, body: { slug } }),
  },
});

export const deleteOrganization = publish(deletion, {
  form: { to: () => "/organizations", notice: "organization_deleted" },
  api: {
    id: "deleteOrganization",
    method: "POST",
    path: "/organizations/{slug}/delete",
    group,
    summary: "Delete an organization",
    description:
      "Requires the owner role and the name of the organization as confirmation. Members lose access immediately, and an owner can restore it for 7 days. Its subscription is canceled at the end of the paid period.",
    example: { name: "Acme" },
    answers: { 204: { description: "The organization is deleted." } },
  },
});

export const restoreOrganization = publish(restoration, {
  form: { to: ({ slug }) => organizationPath(slug), notice: "organization_restored" },
  api: {
    id: "restoreOrganization",
    method: "POST",
    path: "/organizations/{slug}/restore",
    group,
    summary: "Restore a deleted organization",
    description: "Requires the owner role. Possible for 7 days after the deletion.",
    answers: { 200: moved },
    reply: ({ slug }) => ({ status: 200, body: { slug } }),
  },
});

export const leaveOrganization = publish(leaving, {
  form: {
    to: () => "/organizations",
    notice: ({ ended }) => (ended ? "organization_left_ended" : "organization_left"),
    details: ({ ended }) => ended && { ended },
  },
  api: {
    id: "leaveOrganization",
    method: "POST",
    path: "/organizations/{slug}/leave",
    group,
    summary: "Leave an organization",
    description:
      "Ends your membership. Your open invitations and API keys are revoked and listed in `ended`. The last owner cannot leave.",
    answers: { 200: { description: "You left the organization.", schema: ended } },
    reply: (done) => ({ status: 200, body: endedOf(done) }),
  },
});
