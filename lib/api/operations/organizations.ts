import {
  getOrganization,
  listOrganizations,
  organization,
} from "#lib/api/resources/organization.ts";
import { defineOperation } from "../operation.ts";
import { inOrganization, listed, listing } from "./shared.ts";

const group = "Organizations";

export const listOrganizationsOperation = defineOperation({
  id: "listOrganizations",
  method: "GET",
  path: "/organizations",
  group,
  summary: "List organizations",
  description: "Those that you are a member of, by name. For a key, the one that it is for.",
  scope: "read",
  ...listing(organization, "A page of organizations."),
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
  summary: "Read an organization",
  description: "An address that it had before will do.",
  scope: "read",
  params: inOrganization,
  answers: {
    200: {
      description: "The organization.",
      schema: organization,
      headers: { etag: "Its version, for `If-Match`." },
    },
  },
  problems: [],
  async handle({ db, actor }) {
    const found = await getOrganization(db, actor);
    if (!found) return "not_found";
    return { status: 200, body: found.organization, headers: { etag: `"${found.version}"` } };
  },
});
