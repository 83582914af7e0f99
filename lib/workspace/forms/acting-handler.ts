import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import type { Form } from "#lib/forms/form.ts";
import { type Done, formHandler, type Refusal } from "#lib/forms/handler.ts";
import { requestOrigin } from "#lib/http/origin.ts";
import { findWriter } from "#lib/identity/writer.ts";
import type { Acted, PersonActor } from "#lib/organizations/acting.ts";
import { type RefusalCode, refusals } from "#lib/organizations/refusals.ts";
import { isIdentifier } from "#lib/text/storable.ts";

/** How a handler gets its database. Tests give one on each driver. */
export type Connect = () => Promise<Database>;

interface Acting<Input> {
  form: Form<Input>;
  /** The organization's, from the URL. */
  slug?: string;
  /** Anything else from the URL that the act is given. */
  id?: string;
  connect: Connect | undefined;
  act(db: Database, actor: PersonActor, input: Input): Promise<Acted>;
  done(acted: Acted, input: Input): Done;
}

/** Which field of a form a refusal is about. */
const fieldOf: Partial<Record<RefusalCode, string>> = {
  slug_taken: "slug",
  name_mismatch: "name",
  already_member: "email",
  already_invited: "email",
  invited_too_often: "email",
};

/** The route handler of a form that acts on an organization, for a person who is signed in. */
export function actingHandler<Input>({
  form,
  slug = "",
  id = "",
  connect = writeDatabase,
  act,
  done,
}: Acting<Input>) {
  return formHandler(form, async (input, request) => {
    const db = await connect();
    const user = await findWriter(request, db);
    if ("code" in user) return user;
    if (!isIdentifier(id)) return refuse("not_found");
    const actor = { userId: user.id, slug, ...requestOrigin(request) };
    const acted = await act(db, actor, input);
    const { outcome, retryAfter } = acted;
    if (outcome === "done" || outcome === "unchanged") return done(acted, input);
    return refuse(outcome, retryAfter);
  });
}

function refuse(code: RefusalCode, retryAfter?: number): Refusal {
  const field = fieldOf[code];
  return {
    status: refusals[code].status,
    code,
    ...(field && { fields: { [field]: code } }),
    ...(retryAfter && { headers: new Headers({ "retry-after": String(retryAfter) }) }),
  };
}
