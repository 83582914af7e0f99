import { type BetterAuthOptions, betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { welcome } from "#lib/identity/address/verify.ts";
import { passwordLength } from "#lib/identity/forms.ts";
import { account, session, user, verification } from "#lib/identity/schema.ts";
import { reportFailure } from "#lib/log/report.ts";
import { productName } from "#lib/text/brand.ts";
import { addressHeader } from "./address-header.ts";
import { betterAuthEnvironment, isSecure } from "./environment.ts";
import { joined } from "./joined.ts";
import { ownUsers } from "./own-users.ts";
import { passwords } from "./passwords.ts";

export interface AuthOptions {
  /** Where people reach the app. */
  url: string;
  secret: string;
}

export type Auth = ReturnType<typeof createAuth>;

let current: { db: Database; auth: Auth } | undefined;

/** Better Auth on the pooled database. Node only: it hashes passwords and opens sockets. */
export async function getAuth(): Promise<Auth> {
  const db = await writeDatabase();
  if (current?.db !== db) current = { db, auth: createAuth(db, betterAuthEnvironment()) };
  return current.auth;
}

/**
 * Better Auth on any database over TCP. Its API is not reached from outside, but through `call.ts`
 * alone: much of it checks less than the app's own forms, or nothing. A sign-up is one transaction.
 * `handler` rejects when something breaks.
 */
export function createAuth(db: Database, { url, secret }: AuthOptions) {
  const { db: joinedDb, present } = joined(db);
  const adapter = drizzleAdapter(joinedDb, {
    provider: "pg",
    schema: { user, session, account, verification },
    transaction: true,
  });
  return betterAuth({
    appName: productName,
    baseURL: url,
    secret,
    trustedOrigins: [url],
    database: (options: BetterAuthOptions) => ownUsers(adapter(options)),
    plugins: [passwords(present, url)],
    user: {
      additionalFields: {
        provider: { type: "string", required: false, input: false, returned: false },
        deletedAt: { type: "date", required: false, input: false, returned: false },
      },
    },
    session: { cookieCache: { enabled: true, maxAge: 300 } },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    // Nobody is kept out until then: the workspace asks for it. The link is ours, not Better Auth's,
    // which names an address alone and works again and again.
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: ({ user }) => welcome(present(), { userId: user.id, appUrl: url }),
    },
    // Its own counts by address alone (lib/identity/quotas.ts).
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: isSecure(url),
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 128 },
    },
    telemetry: { enabled: false },
    logger: { level: "error", log: logFailure },
    // Else it prints what it does not expect, parameters and all.
    onAPIError: { throw: true },
  });
}

function logFailure(_level: string, _message: string, ...causes: unknown[]): void {
  const error = causes.find((cause) => cause instanceof Error);
  if (!(error instanceof APIError)) reportFailure("better_auth_failed", error);
}
