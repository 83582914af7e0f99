import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, sensitiveSessionMiddleware } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { newToken } from "#lib/identity/address/token.ts";
import { changePassword } from "#lib/identity/password/change.ts";

const wrong = () =>
  new APIError("BAD_REQUEST", { code: "INVALID_PASSWORD", message: "Invalid password" });

/**
 * What Better Auth's own ways do in several statements, or for the server alone:
 *
 * - `POST /confirm-password`: whether the password is that of the signed-in person.
 * - `POST /new-password`: another one, with the present one. Everything that it ends, and its mail, is
 *   one statement; the browser that asks stays signed in, under another token.
 */
export const passwords = (db: () => Database, appUrl: string) =>
  ({
    id: "passwords",
    endpoints: {
      confirmPassword: createAuthEndpoint(
        "/confirm-password",
        {
          method: "POST",
          body: z.object({ password: z.string() }),
          use: [sensitiveSessionMiddleware],
        },
        async (context) => {
          const { password, session } = context.context;
          await password.checkPassword(session.user.id, context);
          return context.json({ status: true });
        },
      ),
      newPassword: createAuthEndpoint(
        "/new-password",
        {
          method: "POST",
          body: z.object({ password: z.string(), newPassword: z.string() }),
          use: [sensitiveSessionMiddleware],
        },
        async (context) => {
          const { internalAdapter, password, session } = context.context;
          const { id, userId } = session.session;
          const account = await internalAdapter.findCredentialAccount(userId);
          const formerHash = account?.password;
          if (!formerHash) throw wrong();
          const present = { hash: formerHash, password: context.body.password };
          if (!(await password.verify(present))) throw wrong();
          const hash = await password.hash(context.body.newPassword);
          const token = newToken();
          const change = { formerHash, hash, token, appUrl };
          if (!(await changePassword(db(), { id, userId }, change))) {
            throw new APIError("UNAUTHORIZED", { code: "UNAUTHORIZED", message: "Unauthorized" });
          }
          await setSessionCookie(context, { ...session, session: { ...session.session, token } });
          return context.json({ status: true });
        },
      ),
    },
  }) satisfies BetterAuthPlugin;
