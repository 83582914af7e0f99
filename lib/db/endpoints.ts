import { withheld } from "#lib/db/withheld.ts";
import { parameterProblem } from "./url-parameters.ts";

/** The three ways into one database. docs/endpoints.md says who uses which, and what each costs. */
export interface Endpoints {
  /** SQL over HTTP, for reads on the edge. */
  read: string;
  /** TCP through the pooler, for functions on Node. */
  pooled: string;
  /** TCP to Postgres itself, for migrations and whatever needs a session. */
  direct: string;
}

export type EndpointName = keyof Endpoints;

/** Says which variable is wrong, how, and what to do. Never holds the value, which has a password. */
export class EndpointError extends Error {
  override name = "EndpointError";
  readonly variable: string;
  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}`);
    this.variable = variable;
  }
}

type Variables = Record<string, string | undefined>;

const sources: Record<EndpointName, [variable: string, ...fallbacks: string[]]> = {
  read: ["DATABASE_URL_READ", "DATABASE_URL"],
  pooled: ["DATABASE_URL"],
  direct: ["DATABASE_URL_UNPOOLED"],
};

/** A host that no production URL can have: `*.localhost` always means this machine (RFC 6761). */
export function isLocalHost(host: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(host) || host.endsWith(".localhost");
}

/** A host at Neon, in whatever letters a URL has it. */
export function isNeonHost(host: string): boolean {
  return host.toLowerCase().endsWith(".neon.tech");
}

/**
 * The URL of one way in.
 * @throws EndpointError naming the variable when it is missing, no Postgres URL, or the wrong way in.
 */
export function endpoint(name: EndpointName, variables: Variables = process.env): string {
  const candidates = sources[name];
  const variable = candidates.find((candidate) => variables[candidate]);
  const value = variable && variables[variable];
  if (!value) {
    // The last one is the one that everybody has; the others are for who wants them apart.
    throw new EndpointError(
      candidates.at(-1) ?? name,
      "is not set. `npm run dev` sets it for local use; on Vercel the Neon integration does.",
    );
  }
  const url = parse(variable, value);
  const hostname = url.hostname.toLowerCase();
  const place = { isNeon: isNeonHost(hostname), hasSession: name === "direct" };
  const problem = parameterProblem(url, place);
  if (problem) throw new EndpointError(variable, problem);
  if (name === "read" && isLocalHost(hostname) && !hostname.endsWith(".localhost")) {
    throw new EndpointError(
      "DATABASE_URL_READ",
      `${variable === "DATABASE_URL" ? "is not set, and DATABASE_URL " : ""}names a local Postgres, which does not speak HTTP. Set it to the address of the local gateway, as \`npm run dev\` prints it.`,
    );
  }
  if (!isNeonHost(hostname)) return value;

  const isPooler = hostname.split(".", 1)[0]?.endsWith("-pooler");
  if (variable === "DATABASE_URL" && !isPooler) {
    throw new EndpointError(
      variable,
      `must name Neon's pooler: add "-pooler" to the first part of the host ${hostname}.`,
    );
  }
  if (name === "direct" && isPooler) {
    throw new EndpointError(
      variable,
      `must not go through the pooler: remove "-pooler" from the host ${hostname}.`,
    );
  }
  return value;
}

/**
 * All three, checked.
 * @throws EndpointError for the first that is wrong.
 */
export function endpoints(variables: Variables = process.env): Endpoints {
  return {
    read: endpoint("read", variables),
    pooled: endpoint("pooled", variables),
    direct: endpoint("direct", variables),
  };
}

function parse(variable: string, value: string): URL {
  if (value === withheld) {
    throw new EndpointError(
      variable,
      "is a Secret of the Vercel project, which Vercel does not give out. Copy it from Neon's console.",
    );
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !["postgres:", "postgresql:"].includes(url.protocol) || !url.hostname) {
    throw new EndpointError(
      variable,
      "is not a Postgres URL. It looks like postgres://user:password@host/database.",
    );
  }
  if (!url.username || url.pathname.length < 2) {
    throw new EndpointError(
      variable,
      "must name a user and a database: postgres://user:password@host/database.",
    );
  }
  if (![url.username, url.password, url.pathname].every(isEncoded)) {
    throw new EndpointError(
      variable,
      "has a % that begins no escape in its user, password or database. Write %25 for it.",
    );
  }
  const problem = negotiationProblem(url);
  if (problem) throw new EndpointError(variable, problem);
  return url;
}

function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

// As libpq has it: with a weaker `sslmode`, a client could go on without TLS.
function negotiationProblem({ searchParams }: URL): string | undefined {
  const negotiation = searchParams.get("sslnegotiation") ?? "postgres";
  if (negotiation === "postgres") return undefined;
  if (negotiation !== "direct")
    return "may say sslnegotiation=direct or sslnegotiation=postgres, nothing else.";
  const isStrong = ["require", "verify-ca", "verify-full"].includes(
    searchParams.get("sslmode") ?? "",
  );
  return isStrong ? undefined : "says sslnegotiation=direct, which needs sslmode=require or more.";
}
