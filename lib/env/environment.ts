import * as z from "zod/mini";
import { EndpointError, endpoint, isLocalHost } from "#lib/db/endpoints.ts";

/** The fixed secrets of local use. They are public, so anything that others can reach refuses them. */
export const localSecrets = {
  BETTER_AUTH_SECRET: "local-better-auth-secret-for-this-machine-only",
  CLERK_WEBHOOK_SIGNING_SECRET: "whsec_bG9jYWwtY2xlcmstd2ViaG9vay1zZWNyZXQtMDE=",
  POLAR_WEBHOOK_SECRET: "whsec_bG9jYWwtcG9sYXItd2ViaG9vay1zZWNyZXQtMDE=",
  /** Of the stand-in; Polar does not know it. */
  POLAR_ACCESS_TOKEN: "polar_oat_local_for_this_machine_only",
} as const;

type Variables = Record<string, string | undefined>;

const secretAdvice = "Make one with `openssl rand -base64 32`.";
const appUrlAdvice = "must be an address without a path, such as https://app.example.com.";
const alertAdvice = "must be an address, https://… or http://….";
const clerkAdvice = 'Copy it from the page "API keys" of the Clerk dashboard.';
const smtpShape = "smtps://user:password@smtp.example.com:465";
const senderShape = "Penning <mail@example.com>";

/** A name and an address in pointed brackets, or an address alone. */
const sender =
  /^(?:([^<>"\p{Cc}]*)<([^\s<>@,]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)>|([^\s<>@,]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+))$/iu;

/** Comma-separated, so that a secret can be rotated: the new one beside the old. */
const secretList = z.pipe(
  z._default(z.string(), ""),
  z.transform((value) =>
    value
      .split(",")
      .map((secret) => secret.trim())
      .filter(Boolean),
  ),
);

const text = (advice: string) =>
  z.string(`is not set. ${advice}`).check(z.minLength(1, `is empty. ${advice}`));

/** Of a provider's API, instead of its own. */
export const apiUrl = z.optional(
  z.url({ protocol: /^https?$/, error: "must be an address, https://… or http://…." }),
);

/** How to reach Polar's API. Without a token the app neither sells nor compares with Polar. */
export const polarAccess = {
  POLAR_ACCESS_TOKEN: z.optional(z.string()),
  /** Which of Polar's two worlds. */
  POLAR_SERVER: z._default(
    z.enum(["production", "sandbox"], 'must be "production" or "sandbox".'),
    "production",
  ),
  /** Instead of both, such as the stand-in on this machine. */
  POLAR_API_URL: apiUrl,
};

/** A mail server, and who mail is from. Everything that is deployed needs both. */
const mail = {
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/, error: `must be ${smtpShape}.` })),
  MAIL_FROM: z.optional(
    z.pipe(
      z.string().check(z.regex(sender, `must be an address, such as ${senderShape}.`)),
      z.transform((value) => {
        const [, name = "", named = "", bare = ""] = sender.exec(value) ?? [];
        return { name: name.trim(), address: named || bare };
      }),
    ),
  ),
};

const identity = z.discriminatedUnion(
  "AUTH_PROVIDER",
  [
    z.object({
      AUTH_PROVIDER: z.literal("better-auth"),
      BETTER_AUTH_SECRET: z
        .string(`is not set. ${secretAdvice}`)
        .check(z.minLength(32, `must have at least 32 characters. ${secretAdvice}`)),
    }),
    z.object({
      AUTH_PROVIDER: z.literal("clerk"),
      CLERK_SECRET_KEY: text(clerkAdvice),
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: text(clerkAdvice),
      CLERK_JWT_KEY: text(`${clerkAdvice} Sessions are verified with it without a network call.`),
    }),
  ],
  'must be "better-auth" or "clerk".',
);

const common = z.object({
  /** Where people reach the app, without a path and without a slash at its end. */
  APP_URL: z.pipe(
    z.url({ protocol: /^https?$/, error: appUrlAdvice }).check(z.refine(hasNoPath, appUrlAdvice)),
    z.transform((url) => new URL(url).origin),
  ),
  CLERK_WEBHOOK_SIGNING_SECRET: secretList,
  POLAR_WEBHOOK_SECRET: secretList,
  /** Where alerts are posted to; without it they are only logged. */
  ALERT_WEBHOOK_URL: z.optional(z.url({ protocol: /^https?$/, error: alertAdvice })),
  /** What Vercel's cron sends; without it no cron route does anything. */
  CRON_SECRET: z.optional(z.string()),
  ...mail,
  ...polarAccess,
  /** Instead of Clerk's own, such as the stand-in on this machine. */
  CLERK_API_URL: apiUrl,
  /** The header in which a proxy of ours tells a visitor's address, in small letters. */
  TRUSTED_PROXY: z.optional(
    z
      .string()
      .check(
        z.toLowerCase(),
        z.regex(/^[a-z0-9-]+$/, "must be a header, such as x-forwarded-for."),
      ),
  ),
  /** Set by Vercel where it runs the app, which then tells visitors' addresses itself. */
  VERCEL_ENV: z.optional(z.string()),
});

const schema = z.intersection(common, identity);

export type Environment = z.output<typeof schema>;

/** Says of each wrong variable its name, what is wrong and what to do. Never holds a value. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  readonly problems: string[];
  constructor(problems: string[]) {
    super(
      `The environment is not complete:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    );
    this.problems = problems;
  }
}

/**
 * Checks and reads the variables that the app needs while it serves.
 * @throws EnvironmentError with every problem found.
 */
export function parseEnvironment(variables: Variables): Environment {
  const parsed = schema.safeParse(
    {
      ...variables,
      AUTH_PROVIDER: variables.AUTH_PROVIDER || "better-auth",
      APP_URL: appUrl(variables),
      CLERK_WEBHOOK_SIGNING_SECRET:
        variables.CLERK_WEBHOOK_SIGNING_SECRET || variables.CLERK_WEBHOOK_SECRET,
      ALERT_WEBHOOK_URL: variables.ALERT_WEBHOOK_URL || undefined,
      CRON_SECRET: variables.CRON_SECRET || undefined,
      SMTP_URL: variables.SMTP_URL || undefined,
      MAIL_FROM: variables.MAIL_FROM || undefined,
      POLAR_ACCESS_TOKEN: variables.POLAR_ACCESS_TOKEN || undefined,
      POLAR_SERVER: variables.POLAR_SERVER || undefined,
      POLAR_API_URL: variables.POLAR_API_URL || undefined,
      CLERK_API_URL: variables.CLERK_API_URL || undefined,
      TRUSTED_PROXY: variables.TRUSTED_PROXY || undefined,
    },
    { error: (issue) => issue.message ?? "is wrong." },
  );
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) ?? []),
    ...endpointProblems(variables),
    ...mailProblems(variables),
    ...localSecretProblems(variables),
  ];
  if (problems.length > 0 || !parsed.success) {
    // One missing database is the lack of two endpoints.
    throw new EnvironmentError([...new Set(problems)]);
  }
  return parsed.data;
}

let environment: Environment | undefined;

/** The environment of this process, read and checked once. */
export function getEnvironment(): Environment {
  environment ??= parseEnvironment(ownVariables());
  return environment;
}

/** The variables of this process. A build writes NODE_ENV into code for the edge, where it is not among them. */
export function ownVariables(): Variables {
  return { ...process.env, NODE_ENV: process.env.NODE_ENV };
}

function hasNoPath(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { pathname, search, hash } = new URL(url);
  return pathname === "/" && search === "" && hash === "";
}

function appUrl(variables: Variables): string | undefined {
  if (variables.APP_URL) return variables.APP_URL;
  const { VERCEL_ENV, VERCEL_PROJECT_PRODUCTION_URL, VERCEL_URL } = variables;
  const host = VERCEL_ENV === "production" ? VERCEL_PROJECT_PRODUCTION_URL : VERCEL_URL;
  if (host) return `https://${host}`;
  // Links in mail that lead to the reader's own machine would be noticed late.
  if (variables.NODE_ENV === "production" && !isLocalUse(variables)) return undefined;
  return `http://localhost:${variables.PORT || 3000}`;
}

function endpointProblems(variables: Variables): string[] {
  return (["pooled", "read"] as const).flatMap((name) => {
    try {
      endpoint(name, variables);
      return [];
    } catch (error) {
      if (error instanceof EndpointError) return [error.message];
      throw error;
    }
  });
}

/** Without mail nobody could be invited or choose a new password, and it would be noticed late. */
function mailProblems(variables: Variables): string[] {
  const { SMTP_URL, MAIL_FROM } = variables;
  if (!SMTP_URL && isLocalUse(variables)) return [];
  const problems: string[] = [];
  if (!SMTP_URL) {
    problems.push(
      `SMTP_URL is not set. Invitations and new passwords go through it: ${smtpShape}.`,
    );
  }
  if (!MAIL_FROM) problems.push(`MAIL_FROM is not set. Mail is sent from it: ${senderShape}.`);
  return problems;
}

/**
 * Local use is a database on this machine, and no deployment. A production build is one, wherever its
 * database is, unless `LOCAL_USE=1` says that only this machine reaches it, as in the tests.
 */
export function isLocalUse(variables: Variables): boolean {
  const { NODE_ENV, VERCEL_ENV, LOCAL_USE, APP_URL } = variables;
  if (["production", "preview"].includes(VERCEL_ENV ?? "")) return false;
  if (NODE_ENV === "production" && (LOCAL_USE !== "1" || !isOnThisMachine(APP_URL))) return false;
  return [variables.DATABASE_URL, variables.DATABASE_URL_READ].every(isOnThisMachine);
}

/** True of an address that is not set, too. */
function isOnThisMachine(url: string | undefined): boolean {
  return !url || (URL.canParse(url) && isLocalHost(new URL(url).hostname.toLowerCase()));
}

function localSecretProblems(variables: Variables): string[] {
  if (isLocalUse(variables)) return [];
  return Object.entries(localSecrets)
    .filter(([name, secret]) => holdsSecret(variables, name, secret))
    .map(([name]) => `${name} is the public secret of local use. Set one of your own.`);
}

function holdsSecret(variables: Variables, name: string, secret: string): boolean {
  const values = [variables[name]];
  if (name === "CLERK_WEBHOOK_SIGNING_SECRET") values.push(variables.CLERK_WEBHOOK_SECRET);
  return values.some((value) => value?.split(",").some((part) => part.trim() === secret));
}
