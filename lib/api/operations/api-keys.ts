import * as z from "zod/mini";
import { apiKey, listKeys } from "#lib/api/resources/api-key.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { keysPath } from "#lib/organizations/api-keys/acts.ts";
import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { keyCreation } from "#lib/organizations/api-keys/create.ts";
import { keyRevocation } from "#lib/organizations/api-keys/revoke.ts";
import { keyRotation } from "#lib/organizations/api-keys/rotate.ts";
import { meaningOf } from "#lib/organizations/api-keys/scopes.ts";
import { keyShownOnce } from "#lib/organizations/api-keys/shown-once.ts";
import { tryIt } from "#lib/organizations/api-keys/try-it.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { listed, listing } from "../listing.ts";
import { type Call, defineOperation, groups, type Reply } from "../operation.ts";
import { publish } from "../publish.ts";

const group = groups.apiKeys;
const onKeys = (_: object, { slug }: { slug: string }) => keysPath(slug);

export const listApiKeysOperation = defineOperation({
  id: "listApiKeys",
  method: "GET",
  path: "/organizations/{slug}/api-keys",
  group,
  summary: "List API keys",
  description:
    "Lists all keys, including expired and revoked ones, newest first. Requires the owner or admin role.",
  scope: permissions["api_key.read"].scope,
  params: inOrganization,
  ...listing(apiKey.schema, "A page of keys, without their secrets."),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/api-keys`;
    return listed(path, query, await listKeys(db, actor, query));
  },
});

interface Made {
  key: ApiKey | null;
  /** The key itself, which is shown once. */
  secret: string;
}

const newKey = z.extend(apiKey.schema, {
  /** The key itself, this once: null when the request is answered again. */
  key: z.nullable(z.string()),
});

const withKey = (
  { key, secret }: Made,
  { isReplay }: Pick<Call<object, object, object>, "isReplay">,
): Reply => ({
  status: 201,
  body: { ...key, key: isReplay() ? null : secret },
});

const shownOnPage = {
  to: onKeys,
  details: (made: Made, _: string, { slug }: { slug: string }) => ({
    id: made.key?.id,
    ...told(made, slug),
  }),
  shown: (made: Made, { slug }: { slug: string }) => keyShownOnce(slug, told(made, slug)),
};

function told({ key, secret }: Made, slug: string) {
  const scopes = key?.scopes ?? [];
  const { APP_URL: origin } = getEnvironment();
  return {
    key: secret,
    name: key?.name ?? "",
    meanings: scopes.map(meaningOf),
    command: tryIt({ key: secret, scopes, slug, origin }),
  };
}

export const createApiKey = publish(keyCreation, {
  form: shownOnPage,
  api: {
    id: "createApiKey",
    method: "POST",
    path: "/organizations/{slug}/api-keys",
    group,
    summary: "Create an API key",
    description:
      "Requires a signed-in owner or admin. API keys cannot create keys. The response contains the key once: if you repeat the request, `key` is `null`.",
    example: { name: "Deployments", scopes: ["read", "usage"], lifetime: 90 },
    answers: { 201: { description: "The new key.", schema: newKey } },
    reply: withKey,
  },
});

export const rotateApiKey = publish(keyRotation, {
  form: shownOnPage,
  api: {
    id: "rotateApiKey",
    method: "POST",
    path: "/organizations/{slug}/api-keys/{id}/rotate",
    group,
    summary: "Rotate an API key",
    description:
      "Creates a key with the same name and scopes and revokes the old one after `overlap` hours (0, 1, 24 or 168). Until then both keys work, and both count towards the limit. Without `lifetime`, the new key gets the same lifetime as the old one. The response contains the new key once.",
    example: { overlap: 24, lifetime: 90 },
    answers: { 201: { description: "The new key.", schema: newKey } },
    reply: withKey,
  },
});

export const deleteApiKey = publish(keyRevocation, {
  form: { to: onKeys, notice: "api_key_revoked" },
  api: {
    id: "deleteApiKey",
    method: "DELETE",
    path: "/organizations/{slug}/api-keys/{id}",
    group,
    summary: "Revoke an API key",
    description: "Requests with the key are refused immediately. Revoking it again has no effect.",
    answers: { 200: { description: "The revoked key.", schema: apiKey.schema } },
    reply: ({ key }) => ({ status: 200, body: key }),
  },
});
