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

const newKey = z.extend(apiKey.schema, {
  /** The key itself, this once: null when the request is answered again. */
  key: z.nullable(z.string()),
});

export const listApiKeysOperation = defineOperation({
  id: "listApiKeys",
  method: "GET",
  path: "/organizations/{slug}/api-keys",
  group,
  summary: "List API keys",
  description:
    "Lists all keys, including expired and revoked ones, newest first. Requires the owner or admin role.",
  scope: "read",
  params: inOrganization,
  ...listing(apiKey.schema, "A page of keys, without their secrets."),
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
  summary: "Create an API key",
  description:
    "Requires a signed-in owner or admin. API keys cannot create keys. The response contains the key once: if you repeat the request, `key` is `null`.",
  scope: null,
  params: inOrganization,
  body: z.object({
    name: keyName,
    scopes: z.array(keyScope, "scopes_missing").check(z.minLength(1, "scopes_missing")),
    lifetime: z._default(keyLifetime, 0),
  }),
  example: { name: "Deployments", scopes: ["read", "usage"], lifetime: 90 },
  answers: { 201: { description: "The new key.", schema: newKey } },
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
    "Creates a key with the same name and scopes and revokes the old one after `overlap` hours (0, 1, 24 or 168). Until then both keys work, and both count towards the limit. Without `lifetime`, the new key gets the same lifetime as the old one. The response contains the new key once.",
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
  description: "Requests with the key are refused immediately. Revoking it again has no effect.",
  scope: null,
  params: withId("key"),
  answers: { 200: { description: "The revoked key.", schema: apiKey.schema } },
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
