import { type SQL, sql } from "drizzle-orm";
import { apiHandler } from "#lib/api/handler.ts";
import type { Operation } from "#lib/api/operation.ts";
import { createInvitation, deleteInvitation } from "#lib/api/operations/invitations.ts";
import { updateOrganization } from "#lib/api/operations/organizations.ts";
import { spendCreditsOperation } from "#lib/api/operations/usage.ts";
import type { Database } from "#lib/db/database.ts";
import { polarActs } from "./polar.ts";
import type { Setting } from "./setting.ts";

/** Something that a program or a provider asks for, from its request to the answer. */
export interface Act {
  /** Puts back what the calls have changed, so that each turn does the same. */
  reset: SQL;
  /** A request that is ready to be answered. @param n which of a turn's calls it is. */
  ready(n: number): () => Promise<Response>;
}

export const appUrl = "http://localhost:3000";

/** The acts that are measured, on a database. */
export function actsOn(
  connect: () => Promise<Database>,
  { slug, key, invitationIds, deliveries }: Setting,
): Record<string, Act> {
  function calling<Params, Query, Body>(
    operation: Operation<Params, Query, Body>,
    requested: (n: number) => { params?: Record<string, string>; body?: object },
  ) {
    const handle = apiHandler(operation, connect);
    const { method } = operation;
    return (n: number) => {
      const { params = {}, body } = requested(n);
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "");
      const headers = {
        authorization: `Bearer ${key}`,
        "user-agent": "bench",
        "if-match": "*",
        ...(body && { "content-type": "application/json" }),
      };
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      const request = new Request(`${appUrl}/api/v1${path}`, init);
      return () => handle(request, { params: Promise.resolve(params) });
    };
  }

  return {
    rename: {
      reset: sql`update organizations set name = 'As it was'`,
      ready: calling(updateOrganization.operation, (n) => ({
        params: { slug },
        body: { name: `Name ${n}` },
      })),
    },
    invite: {
      reset: sql`delete from invitations where email like 'guest-%'`,
      ready: calling(createInvitation.operation, (n) => ({
        params: { slug },
        body: { email: `guest-${n}@acme.test`, role: "member" },
      })),
    },
    "revoke an invitation": {
      reset: sql`update invitations set revoked_at = null`,
      ready: calling(deleteInvitation.operation, (n) => ({
        params: { slug, id: invitationIds[n] ?? "" },
      })),
    },
    "spend credits": {
      reset: sql`select 1`,
      ready: calling(spendCreditsOperation, () => ({ body: { credits: 1 } })),
    },
    ...polarActs(connect, deliveries),
  };
}
