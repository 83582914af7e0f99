import * as z from "zod/mini";
import { line, newId, several } from "#lib/forms/fields.ts";
import { type Form, messagesOf } from "#lib/forms/form.ts";
import { apiScopes } from "../scope.ts";
import type { CreateInput } from "./create.ts";
import type { KeyRefusal } from "./keeper.ts";
import type { RotateInput } from "./rotate.ts";
import { keyLimit, lifetimes, overlaps } from "./rules.ts";

/** Why an act on keys is refused. Those who are signed out are refused as on every other page. */
export const keyRefusals = {
  unauthenticated: { status: 401, message: "Sign in to continue." },
  not_found: { status: 404, message: "Not found." },
  forbidden: { status: 403, message: "Your role does not allow this." },
  too_many_keys: {
    status: 409,
    message: `An organization can have at most ${keyLimit} API keys. Revoke one first.`,
  },
  id_reused: {
    status: 409,
    message:
      "This form was already submitted, and its key was shown once. If you did not save the key, rotate it. To create another key, reload the page.",
  },
  key_ended: { status: 409, message: "This API key has expired or was revoked. Create a new one." },
} as const satisfies Record<KeyRefusal | "unauthenticated", { status: number; message: string }>;

const refusalMessages = messagesOf(keyRefusals);

export const keyMessages: Record<string, string> = {
  ...refusalMessages,
  name_missing: "Enter a name.",
  name_too_long: "Use at most 100 characters.",
  name_invalid: "Use only letters, digits and symbols.",
  scopes_missing: "Choose at least one permission.",
  lifetime_invalid: "Choose when the key expires.",
  overlap_invalid: "Choose when to revoke the old key.",
};

export const keyName = line(100, {
  missing: "name_missing",
  tooLong: "name_too_long",
  invalid: "name_invalid",
});

/** One of some numbers; a form sends it as text. */
const asText = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.transform((value) => (typeof value === "string" && value !== "" ? Number(value) : value)),
    schema,
  );

export const keyScope = z.enum(apiScopes, "scopes_missing");
export const keyLifetime = z.literal(lifetimes, "lifetime_invalid");
export const keyOverlap = z.literal(overlaps, "overlap_invalid");

export const keysPath = (slug: string) =>
  `/o/${encodeURIComponent(slug)}/settings/api-keys` as const;
const keysApi = (slug: string) => `/api/v1/organizations/${encodeURIComponent(slug)}/api-keys`;

export const createKeyForm = (slug: string): Form<CreateInput> => ({
  page: `${keysPath(slug)}/new`,
  action: keysApi(slug),
  schema: z.object({
    id: newId,
    name: keyName,
    scopes: z._default(several(keyScope), []).check(z.minLength(1, "scopes_missing")),
    lifetime: asText(keyLifetime),
  }),
  messages: keyMessages,
});

/** Left empty, or out, it is that of the old key. */
const keptLifetime = z.pipe(
  z.transform((value) => (value === "" ? undefined : value)),
  z.optional(asText(keyLifetime)),
);

export const rotateKeyForm = (slug: string, id: string): Form<Omit<RotateInput, "id">> => ({
  page: keysPath(slug),
  action: `${keysApi(slug)}/${encodeURIComponent(id)}/rotate`,
  schema: z.object({ newId, overlap: asText(keyOverlap), lifetime: keptLifetime }),
  messages: keyMessages,
});

export const revokeKeyForm = (slug: string, id: string): Form<object> => ({
  page: keysPath(slug),
  action: `${keysApi(slug)}/${encodeURIComponent(id)}/revoke`,
  schema: z.object({}),
  messages: keyMessages,
});
