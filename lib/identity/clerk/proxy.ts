import { clerkMiddleware } from "@clerk/nextjs/server";
import type { NextProxy } from "next/server";
import { getEnvironment } from "#lib/env/environment.ts";
import { isWorkspace, toSignIn } from "#lib/identity/to-sign-in.ts";

/** Verifies the session with the public key, without a network call. */
export const proxy: NextProxy = clerkMiddleware(
  async (auth, request) => {
    if (!isWorkspace(request)) return;
    const { userId } = await auth();
    return userId ? undefined : toSignIn(request);
  },
  () => {
    const environment = getEnvironment();
    if (environment.AUTH_PROVIDER !== "clerk") {
      throw new Error(
        `This was built with AUTH_PROVIDER=clerk and runs with AUTH_PROVIDER=${environment.AUTH_PROVIDER}.`,
      );
    }
    return {
      jwtKey: environment.CLERK_JWT_KEY,
      authorizedParties: [new URL(environment.APP_URL).origin],
      signInUrl: "/sign-in",
      signUpUrl: "/sign-up",
    };
  },
);
