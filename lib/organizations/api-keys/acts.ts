import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { line } from "#lib/forms/fields.ts";
import { permissions } from "../permissions.ts";
import { inOrganization, withId } from "../place.ts";
import { organizationMessages as messages } from "../refusals.ts";
import { lifetimes, overlaps } from "./rules.ts";
import { apiScopes } from "./scopes.ts";

export const keysPath = (slug: string) =>
  `/o/${encodeURIComponent(slug)}/settings/api-keys` as const;

const needs = permissions["api_key.manage"];

/** The key of the earlier form was shown, and is shown nowhere else. */
const shownBefore =
  "This form was already submitted, and its key was shown once. If you did not save the key, rotate it. To create another key, reload the page.";

export const createKeyAct = defineAct({
  name: "api_key.create",
  needs,
  params: inOrganization,
  input: z.object({
    name: line(100, {
      missing: "name_missing",
      tooLong: "name_too_long",
      invalid: "name_invalid",
    }),
    scopes: z
      .array(z.enum(apiScopes, "scopes_missing"), "scopes_missing")
      .check(z.minLength(1, "scopes_missing")),
    /** In days; 0 is for ever. */
    lifetime: z._default(z.literal(lifetimes, "lifetime_invalid"), 0),
  }),
  makes: true,
  page: ({ slug }) => `${keysPath(slug)}/new`,
  messages: { ...messages, id_reused: shownBefore },
});

/** Without a lifetime, the new key is made for as many days as the old one was. */
export const rotateKeyAct = defineAct({
  name: "api_key.rotate",
  needs,
  params: withId("key"),
  input: z.object({
    overlap: z._default(z.literal(overlaps, "overlap_invalid"), 24),
    lifetime: z.optional(z.literal(lifetimes, "lifetime_invalid")),
  }),
  makes: true,
  page: ({ slug }) => keysPath(slug),
  messages: { ...messages, id_reused: shownBefore },
});

export const revokeKeyAct = defineAct({
  name: "api_key.revoke",
  needs,
  params: withId("key"),
  input: z.object({}),
  page: ({ slug }) => keysPath(slug),
  messages,
});
