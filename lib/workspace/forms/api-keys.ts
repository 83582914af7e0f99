import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import type { Form } from "#lib/forms/form.ts";
import { type Done, formHandler, type Refusal } from "#lib/forms/handler.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import { findWriter } from "#lib/identity/writer.ts";
import type { ApiKey } from "#lib/organizations/api-keys/api-key.ts";
import { createApiKey } from "#lib/organizations/api-keys/create.ts";
import {
  createKeyForm,
  keyRefusals,
  keysPath,
  revokeKeyForm,
  rotateKeyForm,
} from "#lib/organizations/api-keys/forms.ts";
import type { KeyActor, KeyRefusal } from "#lib/organizations/api-keys/keeper.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { revokeApiKey } from "#lib/organizations/api-keys/revoke.ts";
import { rotateApiKey } from "#lib/organizations/api-keys/rotate.ts";
import { scopeMeanings } from "#lib/organizations/api-keys/rules.ts";
import { shownOnce } from "#lib/organizations/api-keys/shown-once.ts";
import { tryIt } from "#lib/organizations/api-keys/try-it.ts";
import { isId } from "#lib/text/storable.ts";

type Act<Input> = (db: Database, actor: KeyActor, input: Input) => Promise<Done | KeyRefusal>;

/** Takes the form of `createKeyForm`. */
export const postKey = (slug: string) =>
  keyHandler(createKeyForm(slug), slug, async (db, actor, input) => {
    const made = await newApiKey();
    return shown(slug, made.key, await createApiKey(db, actor, input, made));
  });

/** Takes the form of `rotateKeyForm`. */
export const postRotation = (slug: string, id: string) =>
  keyHandler(rotateKeyForm(slug, id), slug, async (db, actor, input) => {
    if (!isId(id)) return "not_found";
    const made = await newApiKey();
    return shown(slug, made.key, await rotateApiKey(db, actor, { ...input, id }, made));
  });

/** Takes the form of `revokeKeyForm`. */
export const postKeyRevocation = (slug: string, id: string) =>
  keyHandler(revokeKeyForm(slug, id), slug, async (db, actor) => {
    if (!isId(id)) return "not_found";
    const revoked = await revokeApiKey(db, actor, { id });
    if (typeof revoked === "string") return revoked;
    return { to: keysPath(slug), notice: "api_key_revoked" };
  });

function shown(slug: string, key: string, made: ApiKey | KeyRefusal): Done | KeyRefusal {
  if (typeof made === "string") return made;
  const { APP_URL: origin } = getEnvironment();
  const { id, name, scopes } = made;
  const shown = {
    key,
    name,
    meanings: scopes.map((scope) => scopeMeanings[scope]),
    command: tryIt({ key, scopes, slug, origin }),
  };
  return { to: keysPath(slug), details: { id, ...shown }, shown: shownOnce(slug, shown) };
}

function keyHandler<Input>(form: Form<Input>, slug: string, act: Act<Input>) {
  return formHandler(form, async (input, request) => {
    const db = await writeDatabase();
    const user = await findWriter(request, db);
    if ("code" in user) return user;
    const done = await act(db, { userId: user.id, slug, ...requestOrigin(request) }, input);
    return typeof done === "string" ? refuse(done) : done;
  });
}

const refuse = (code: keyof typeof keyRefusals): Refusal => ({
  status: keyRefusals[code].status,
  code,
});
