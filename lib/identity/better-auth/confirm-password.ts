import type { BetterAuthPlugin } from "better-auth";
import { createAuthEndpoint, sensitiveSessionMiddleware } from "better-auth/api";
import * as z from "zod/mini";

/**
 * `POST /confirm-password`: whether the password is that of the signed-in person. Better Auth's own
 * `verifyPassword` can be called by the server alone, where nothing counts the attempts.
 */
export const confirmPassword = {
  id: "confirm-password",
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
  },
} satisfies BetterAuthPlugin;
