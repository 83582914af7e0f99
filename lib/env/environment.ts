import * as z from "zod/mini";
import { EndpointError, endpoint, isLocalHost } from "#lib/db/endpoints.ts";
import { senderExample } from "#lib/text/brand.ts";
import { clerkFormerNames, clerkIdentity, clerkLocalSecrets, clerkVariables } from "./clerk.ts";
import { identityAdvice, identityProviders } from "./identity-providers.ts";
import { polarLocalSecrets, polarVariables } from "./polar.ts";

/** The fixed secrets of local use. They are public, so anything that others can reach refuses them. */
export const localSecrets = {
  BETTER_AUTH_SECRET: "local-better-auth-secret-for-this-machine-only",
  ...clerkLocalSecrets,
  ...polarLocalSecrets,
} as const;

type Variables = Record<string, string | undefined>;

const secretAdvice = "Make one with `openssl rand -base64 32`.";
const appUrlAdvice = "must be an address without a path, such as https://app.example.com.";
const alertAdvice = "must be an address, https://… or http://….";
const smtpShape = "smtps://user:password@smtp.example.com:465";

/** A name and an address in pointed brackets, or an address alone. */
const sender =
  /^(?:([^<>"\p{Cc}]*)<([^\s<>@,]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)>|([^\s<>@,]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+))$/iu;

/** A mail server, and who mail is from. Everything that is deployed needs both. */
const mail = {
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/, error: `must be ${smtpShape}.` })),
  MAIL_FROM: z.optional(
    z.pipe(
      z.string().check(z.regex(sender, `must be an address, such as ${senderExample}.`)),
      z.transform((value) => {
        const [, name = "", named = "", bare = ""] = sender.exec(value) ?? [];
        return { name: name.trim(), address: named || bare };
      }),
    ),
  ),
};

/** What each way to sign people in needs. */
const identities = [
  z.object({
    AUTH_PROVIDER: z.literal("better-auth"),
    BETTER_AUTH_SECRET: z
      .string(`is not set. ${secretAdvice}`)
      .check(z.minLength(32, `must have at least 32 characters. ${secretAdvice}`)),
  }),
  clerkIdentity,
] as const;

const identity = z.discriminatedUnion("AUTH_PROVIDER", identities, identityAdvice);

const common = z.object({
  /** Where people reach the app, without a path and without a slash at its end. */
  APP_URL: z.pipe(
    z.url({ protocol: /^https?$/, error: appUrlAdvice }).check(z.refine(hasNoPath, appUrlAdvice)),
    z.transform((url) => new URL(url).origin),
  ),
  /** Where alerts are posted to; without it they are only logged. */
  ALERT_WEBHOOK_URL: z.optional(z.url({ protocol: /^https?$/, error: alertAdvice })),
  /** What Vercel's cron sends; without it no cron route does anything. */
  CRON_SECRET: z.optional(z.string()),
  ...mail,
  ...clerkVariables,
  ...polarVariables,
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

/** What variables were called before. */
const formerNames: Record<string, string> = {
  ...clerkFormerNames,
};

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
      ...given(variables),
      AUTH_PROVIDER: variables.AUTH_PROVIDER || identityProviders[0],
      APP_URL: appUrl(variables),
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

/** The variables by the names they have now, without optional ones that are set to nothing. */
function given(variables: Variables): Variables {
  const named = { ...variables };
  for (const [name, former] of Object.entries(formerNames)) named[name] ||= variables[former];
  return Object.fromEntries(
    Object.entries(named).filter(([name, value]) => value || !Object.hasOwn(common.shape, name)),
  );
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
  if (!MAIL_FROM) problems.push(`MAIL_FROM is not set. Mail is sent from it: ${senderExample}.`);
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

/** What is wrong with secrets that are those of local use, where others reach the app. */
export function localSecretProblems(
  variables: Variables,
  secrets: Readonly<Record<string, string>> = localSecrets,
): string[] {
  if (isLocalUse(variables)) return [];
  return Object.entries(secrets)
    .filter(([name, secret]) => holdsSecret(variables, name, secret))
    .map(([name]) => `${name} is the public secret of local use. Set one of your own.`);
}

function holdsSecret(variables: Variables, name: string, secret: string): boolean {
  const values = [variables[name], variables[formerNames[name] ?? name]];
  return values.some((value) => value?.split(",").some((part) => part.trim() === secret));
}
