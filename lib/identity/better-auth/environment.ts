import { getEnvironment } from "#lib/env/environment.ts";

/**
 * What Better Auth needs of the environment.
 * @throws Error when this build is for Better Auth and the environment is for another provider.
 */
export function betterAuthEnvironment() {
  const environment = getEnvironment();
  if (environment.AUTH_PROVIDER !== "better-auth") {
    throw new Error(
      `This was built with AUTH_PROVIDER=better-auth and runs with AUTH_PROVIDER=${environment.AUTH_PROVIDER}.`,
    );
  }
  return { url: environment.APP_URL, secret: environment.BETTER_AUTH_SECRET };
}

/** Whether people reach the app over https, which decides the names of the cookies. */
export const isSecure = (url: string) => new URL(url).protocol === "https:";
