import * as z from "zod/mini";
import { apiKey, listKeys } from "#lib/api/resources/api-key.ts";
import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { createApiKey } from "#lib/organizations/api-keys/create.ts";
import { keyLifetime, keyName, keyOverlap, keyScope } from "#lib/organizations/api-keys/forms.ts";
import type { KeyRefusal } from "#lib/organizations/api-keys/keeper.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { revokeApiKey } from "#lib/organizations/api-keys/revoke.ts";
import { rotateApiKey } from "#lib/organizations/api-keys/rotate.ts";
import { type Call, defineOperation, type Reply } from "../operation.ts";
import { person } from "./acted.ts";
import { inOrganization, listed, listing, withId } from "./shared.ts";

const group = "API keys" as const;

const newKey = z.extend(apiKey, {
  /** The key itself, this once: null when the request is answered again. */
  key: z.nullable(z.string()),
});

export const listApiKeysOperation = defineOperation({
  id: "listApiKeys",
  method: "GET",
  path: "/organizations/{slug}/api-keys",
  group,
  summary: "List API keys",
  description: "All of an organization, newest first, those that ended too. For owners and admins.",
  scope: "read",
  params: inOrganization,
  ...listing(apiKey, "A page of keys, without what they open with."),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/api-keys`;
    return listed(path, query, await listKeys(db, actor, query));
  },
});

export const createApiKeyOperation = defineOperation({
  id: "createApiKey",
  method: "POST",
  path: "/organizations/{slug}/api-keys",
  group,
  summary: "Make an API key",
  description:
    "For owners and admins who are signed in; no key makes keys. The key is shown in this answer and never again: a repetition of the request is answered with `key: null`.",
  scope: null,
  params: inOrganization,
  body: z.object({
    name: keyName,
    scopes: z.array(keyScope, "scopes_missing").check(z.minLength(1, "scopes_missing")),
    lifetime: z._default(keyLifetime, 0),
  }),
  example: { name: "Deployments", scopes: ["read", "usage"], lifetime: 90 },
  answers: { 201: { description: "The key.", schema: newKey } },
  problems: ["forbidden", "too_many_keys", "id_reused"],
  async handle(call) {
    const made = await newApiKey();
    const input = { ...call.body, id: call.newId };
    return shown(call, made.key, await createApiKey(call.db, person(call.actor), input, made));
  },
});

export const rotateApiKeyOperation = defineOperation({
  id: "rotateApiKey",
  method: "POST",
  path: "/organizations/{slug}/api-keys/{id}/rotate",
  group,
  summary: "Rotate an API key",
  description:
    "Makes a key of the same name and scopes, and has the old one end after `overlap` hours (0, 1, 24 or 168), so that both work meanwhile, and count as two. Without `lifetime` the new one is made for as many days as the old one was. The new one is shown in this answer and never again.",
  scope: null,
  params: withId("key"),
  body: z.object({
    overlap: z._default(keyOverlap, 24),
    lifetime: z.optional(keyLifetime),
  }),
  example: { overlap: 24, lifetime: 90 },
  answers: { 201: { description: "The new key.", schema: newKey } },
  problems: ["forbidden", "key_ended", "too_many_keys", "id_reused"],
  async handle(call) {
    const made = await newApiKey();
    const input = { ...call.body, id: call.params.id, newId: call.newId };
    return shown(call, made.key, await rotateApiKey(call.db, person(call.actor), input, made));
  },
});

const revocation = {
  group,
  summary: "Revoke an API key",
  description: "From this moment on it opens nothing. To revoke it again changes nothing.",
  scope: null,
  params: withId("key"),
  answers: { 200: { description: "The key as it is now.", schema: apiKey } },
  problems: ["forbidden"] as const,
  async handle({ db, actor, params }: Call<{ slug: string; id: string }, object, object>) {
    const revoked = await revokeApiKey(db, person(actor), params);
    return typeof revoked === "string" ? revoked : { status: 200, body: revoked };
  },
};

export const revokeApiKeyOperation = defineOperation({
  ...revocation,
  id: "revokeApiKey",
  method: "POST",
  path: "/organizations/{slug}/api-keys/{id}/revoke",
});

export const deleteApiKeyOperation = defineOperation({
  ...revocation,
  id: "deleteApiKey",
  method: "DELETE",
  path: "/organizations/{slug}/api-keys/{id}",
});

function shown(
  { isReplay }: Pick<Call<object, object, object>, "isReplay">,
  key: string,
  made: ApiKey | KeyRefusal,
): Reply {
  if (typeof made === "string") return made;
  return { status: 201, body: { ...made, key: isReplay() ? null : key } };
}
