import { isHostOf, readOptions } from "./url-options.ts";

/** What a URL comes from: at Neon, and for which way in. */
export interface UrlPlace {
  isNeon: boolean;
  /** Whether a session is kept, so that it can have settings of its own. */
  hasSession: boolean;
}

/**
 * Parameters by which other clients are told how to work, or that this project does without. libpq's
 * and Neon's dashboard's, Prisma's, node-postgres's and those of other pools.
 */
const meantForOthers = new Set(
  `channel_binding fallback_application_name gssdelegation gssencmode gsslib keepalives
  keepalives_count keepalives_idle keepalives_interval krbsrvname load_balance_hosts sslcompression
  sslsni tcp_user_timeout
  connection_limit pgbouncer pool_timeout single_use_connections socket_timeout sslaccept
  statement_cache_size
  prepared_statement_cache_size prepared_statements supa uselibpqcompat workaround
  backoff debug fetch_types idle_timeout keep_alive max max_lifetime max_pipeline pool prepare
  publications timeout`.split(/\s+/),
);

/** Those that a URL may have elsewhere, for which there is another way here, with what to do. */
const unsupported: Record<string, string> = {
  sslcert: "which is not supported. Remove it, and log in with a password.",
  sslkey: "which is not supported. Remove it, and log in with a password.",
  sslpassword: "which is not supported. Remove it, and log in with a password.",
  sslidentity: "which is not supported. Remove it, and log in with a password.",
  require_auth: "which is not supported. Remove it.",
  replication: "which is not supported. Remove it.",
  service: "which is not supported. Write the address into the URL itself.",
  passfile: "which is not supported. Write the password into the URL itself.",
  hostaddr: "which is not supported. Write the host into the URL itself.",
  host: "which is not supported. Write the host into the URL itself.",
  port: "which is not supported. Write the port into the URL itself.",
  user: "which is not supported. Write the user into the URL itself.",
  password: "which is not supported. Write the password into the URL itself.",
  dbname: "which is not supported. Write the database into the URL itself.",
};

const sslmodes: Record<string, string> = {
  disable: "disable",
  allow: "prefer",
  prefer: "prefer",
  require: "require",
  "no-verify": "require",
  "verify-ca": "verify-full",
  "verify-full": "verify-full",
};

type Rule = (value: string, place: UrlPlace, url: URL) => string | undefined;

/** For each parameter with a meaning here: what is wrong with its value, if anything. */
const rules: Record<string, Rule> = {
  application_name: () => undefined,
  connect_timeout: (value) =>
    /^\d{1,4}$/.test(value) ? undefined : 'must say "connect_timeout" in whole seconds.',
  schema: (value) => tablesAreInPublic("schema", value),
  currentSchema: (value) => tablesAreInPublic("currentSchema", value),
  ssl: (value) =>
    ["true", "1", "false", "0"].includes(value) ? undefined : 'may say "ssl=true" or "ssl=false".',
  sslmode: (value, { isNeon }) => {
    if (!Object.hasOwn(sslmodes, value)) {
      return 'has an "sslmode" that is not known. Use "sslmode=require" or "sslmode=verify-full".';
    }
    return isNeon && value === "disable"
      ? 'says "sslmode=disable", and Neon takes no connection without TLS. Use "sslmode=require".'
      : undefined;
  },
  sslrootcert: (value) =>
    value === "system"
      ? undefined
      : 'says "sslrootcert" with a file. Use "sslrootcert=system", and name the file in NODE_EXTRA_CA_CERTS.',
  target_session_attrs: (value) =>
    value === "any"
      ? undefined
      : 'says "target_session_attrs", which is not supported. Remove it: the URL has one host.',
  options: (value, { isNeon, hasSession }, url) => {
    const { endpoint, settings } = readOptions(value);
    if (isNeon && endpoint !== undefined && !isHostOf(url.hostname, endpoint)) {
      return 'names one endpoint in "options" and another one as its host. Remove "options".';
    }
    return settings.length > 0 && !hasSession ? ofSession("options", url) : undefined;
  },
};

/**
 * What is wrong with the parameters of a URL, with what to do about it. It never holds a value.
 * A parameter that is not known here is a setting of the session, as for libpq's `options`: Postgres
 * itself takes it or says that there is none.
 */
export function parameterProblem(url: URL, place: UrlPlace): string | undefined {
  for (const [name, value] of url.searchParams) {
    if (meantForOthers.has(name) || name === "sslnegotiation") continue;
    const advice = Object.hasOwn(unsupported, name) && unsupported[name];
    const rule = Object.hasOwn(rules, name) && rules[name];
    const session = place.hasSession ? undefined : ofSession(name, url);
    const problem = advice ? `has "${name}", ${advice}` : rule ? rule(value, place, url) : session;
    if (problem) return problem;
  }
  return undefined;
}

/** How long a connection may take to be there, in seconds, where the URL does not say so. */
const connectTimeout = "10";

/**
 * The URL as postgres-js is to read it. It sends every parameter that it does not know to the server,
 * as a setting of the session, and PgBouncer refuses the connection for any one.
 */
export function withKnownParameters(text: string, isNeon: boolean): string {
  const { searchParams } = new URL(text);
  const given = Object.fromEntries(searchParams);
  const settings = [...searchParams].filter(([name]) => !isOurs(name));
  const options = readOptions(given.options ?? "");
  const known = {
    ...Object.fromEntries(settings),
    sslmode: tlsOf(given, isNeon),
    options: [...(isNeon ? options.neon : []), ...options.settings].join(" "),
    application_name: given.application_name,
    connect_timeout: given.connect_timeout ?? connectTimeout,
  };
  const search = Object.entries(known).flatMap(([name, value]) =>
    value ? [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`] : [],
  );
  return `${text.split(/[?#]/, 1)[0]}?${search.join("&")}`;
}

const isOurs = (name: string) =>
  meantForOthers.has(name) || Object.hasOwn(unsupported, name) || Object.hasOwn(rules, name);

/** As Neon's own clients do it, TLS is the default at Neon, and nowhere else. */
function tlsOf({ sslmode = "", ssl = "", sslrootcert }: Record<string, string>, isNeon: boolean) {
  if (sslrootcert === "system") return "verify-full";
  const asked = sslmodes[sslmode];
  const isRequired = isNeon || ["true", "1"].includes(ssl);
  return isRequired && (asked === undefined || asked === "prefer") ? "require" : asked;
}

function tablesAreInPublic(name: string, value: string): string | undefined {
  return value === "public"
    ? undefined
    : `says "${name}", and the tables of this app are in the schema "public". Remove it.`;
}

function ofSession(name: string, url: URL): string {
  return `has "${name}", a setting of the session, which neither the pooler nor HTTP keeps. Remove it, and set it for the user in the database: alter role "${decodeURIComponent(url.username)}" set ….`;
}
