import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { sql } from "#lib/db/sql.ts";
import type { Fields } from "#lib/forms/act.ts";
import type { Done, Refusal } from "#lib/forms/answer.ts";
import type { Form } from "#lib/forms/form.ts";
import { formHandler } from "#lib/forms/handler.ts";
import { betterAuthEnvironment } from "#lib/identity/better-auth/environment.ts";
import { networkFor } from "#lib/identity/better-auth/network.ts";
import { currentSession } from "#lib/identity/better-auth/session.ts";
import type { RequestHandler } from "#lib/identity/provider.ts";
import type { Network } from "#lib/identity/quotas.ts";
import type { CurrentSession } from "#lib/identity/signed-in.ts";
import { draw } from "#lib/quotas/draw.ts";
import type { Draw } from "#lib/quotas/drawing.ts";
import { requestsOfPerson } from "#lib/quotas/requests.ts";
import { type OwnCode, OwnRefusedError, refusalOf } from "./refusals.ts";

/** What an act on one's own account is given. */
export interface Asked<Input = object> {
  db: Database;
  request: Request;
  input: Input;
  /** Where it comes from, as quotas count it. */
  network: Network;
  /** Where people reach the app. */
  appUrl: string;
}

type OwnForm<Input> = Form<Input> & { schema: Fields<Input> };

/**
 * The way in for a form of one's own account (docs/acts.md).
 * @param act answers where it leads, or the code of the reason against it.
 * @param after what follows once it was done and the answer is sent, such as mail.
 */
export const ownForm = <Input>(
  form: OwnForm<Input>,
  act: (asked: Asked<Input>) => Promise<Done | OwnCode>,
  after?: () => void,
): RequestHandler =>
  formHandler(form, async (input, request) => {
    const { url: appUrl } = betterAuthEnvironment();
    try {
      const db = await writeDatabase();
      const came = await act({ db, request, input, network: networkFor(request), appUrl });
      if (typeof came === "string") return refused(form, came);
      after?.();
      return came;
    } catch (error) {
      if (error instanceof OwnRefusedError) return refused(form, error.code, error.retryAfter);
      throw error;
    }
  });

function refused<Input>({ schema }: OwnForm<Input>, code: OwnCode, retryAfter = 60): Refusal {
  const { status, field } = refusalOf(code);
  if (field && Object.hasOwn(schema.shape, field)) {
    return { status, code: "invalid_input", fields: { [field]: code } };
  }
  const headers = new Headers({ "retry-after": String(retryAfter) });
  return { status, code, ...(code === "rate_limited" && { headers }) };
}

/** Takes one from each quota. @throws OwnRefusedError when one is used up. */
export async function within({ db }: Pick<Asked, "db">, draws: readonly Draw[]): Promise<void> {
  const { isWithin, retryAfter } = await draw(db, draws);
  if (!isWithin) throw new OwnRefusedError("rate_limited", retryAfter);
}

/**
 * The session that a form comes from, or null. The form counts for its person, as a request of the API
 * does and on the same quota.
 */
export async function sessionOf(
  asked: Pick<Asked, "db" | "request">,
): Promise<CurrentSession | null> {
  const session = await currentSession(asked.request.headers, asked.db);
  if (session) {
    await within(asked, [{ ...requestsOfPerson, of: sql`${session.userId}::text` }]);
  }
  return session;
}

/** The same for what needs one. @throws OwnRefusedError */
export async function ownSession(asked: Pick<Asked, "db" | "request">): Promise<CurrentSession> {
  const session = await sessionOf(asked);
  if (!session) throw new OwnRefusedError("unauthenticated");
  return session;
}
