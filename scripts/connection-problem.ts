import { errorCode } from "#lib/db/errors.ts";

const byCode: Record<string, string> = {
  ECONNREFUSED: "refuses connections: nothing listens there",
  ENOTFOUND: "cannot be found: the host does not exist",
  EAI_AGAIN: "cannot be looked up: this machine seems to be offline",
  EHOSTUNREACH: "cannot be reached from this network",
  ENETUNREACH: "cannot be reached from this network",
  ETIMEDOUT: "does not answer in time",
  CONNECT_TIMEOUT: "does not answer in time",
  ECONNRESET: "closes the connection before it answers: the port may be wrong, or it speaks no TLS",
  EPROTO: "does not speak TLS as it should: the port may be wrong",
  CONNECTION_CLOSED: "closes the connection",
  CONNECTION_DESTROYED: "closes the connection",
  SASL_SIGNATURE_MISMATCH: "expects a password, but did not check it: a proxy may be in between",
  "28P01": "refuses the password",
  "28000": "refuses the user",
  "3D000": "has no such database",
  "53300": "has no connections left",
  "57P01": "is shutting down",
  "57P03": "is starting up or shutting down: try again in a moment",
};

/** What a server says beside its code, which it shares with other causes. The message is never shown. */
const byMessage: [pattern: RegExp, problem: (name: string) => string][] = [
  [
    /unsupported startup parameter(?: in options)?: "?([\w.]+)/i,
    (name) =>
      `refuses the startup parameter ${name}, as poolers do: take it out of the URL, or connect past the pooler`,
  ],
  [
    /unrecognized configuration parameter "([\w.]+)"/i,
    (name) => `does not know the setting ${name} that the URL asks for`,
  ],
  [
    /(?:invalid value for|permission denied to set) parameter "([\w.]+)"/i,
    (name) => `refuses the setting ${name} that the URL asks for`,
  ],
  [
    /parameter "([\w.]+)" (?:cannot be|requires)/i,
    (name) => `refuses the setting ${name} that the URL asks for`,
  ],
  [/no such database|database "?.*"? does not exist/i, () => "has no such database"],
  [/no such user|role "?.*"? does not exist/i, () => "refuses the user"],
  [/password|sasl|scram|auth(entication)? failed/i, () => "refuses the password or the user"],
  [
    /no pg_hba\.conf entry.*no encryption|ssl (?:is )?required|insecure/i,
    () => "requires TLS: add ?sslmode=require to the URL",
  ],
  [/no pg_hba\.conf entry/i, () => "refuses connections from this IP address"],
  [
    /endpoint (?:could not be found|is not specified)/i,
    () => "is not a Neon endpoint: copy the URL again",
  ],
  [/exceeded .*quota/i, () => "is suspended by Neon, because a quota is used up"],
  [/no more connections|too many (?:clients|connections)/i, () => "has no connections left"],
  [/server login|cannot connect to server|connect failed/i, () => "cannot reach its Postgres"],
  [
    /relation .* does not exist|column .* does not exist/i,
    () => "lacks a table or column of this checkout: npm run db:migrate",
  ],
];

/**
 * Why a database could not be used, as the end of a sentence that begins with its name; undefined when
 * it is not about the connection. In our own words: the message of a driver may hold what is secret.
 */
export function connectionProblem(error: unknown): string | undefined {
  const code = codeOf(error);
  if (code && /^(ERR_TLS|CERT_|.*SELF_SIGNED|UNABLE_TO_)/.test(code)) {
    return `shows a certificate that this machine does not trust (${code})`;
  }
  if (code?.startsWith("ERR_SSL")) return `does not speak TLS as it should (${code})`;
  if (code && Object.hasOwn(byCode, code) && code !== "28000") return byCode[code];
  const message = messagesOf(error);
  for (const [pattern, problem] of byMessage) {
    const [found, name = ""] = pattern.exec(message) ?? [];
    if (found) return problem(name);
  }
  return code && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
}

/** The HTTP driver keeps the error of the system under a name of its own. */
function* causes(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; ) {
    yield cause;
    // Both addresses of a name were tried.
    if (cause instanceof AggregateError && cause.errors.length > 0) cause = cause.errors[0];
    else cause = "sourceError" in cause ? cause.sourceError : cause.cause;
  }
}

/** The code of what went wrong: a SQLSTATE, the system's, or a driver's. */
export function codeOf(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    if (cause.name === "TimeoutError") return "ETIMEDOUT";
    const code = errorCode(cause);
    if (code) return code;
  }
  return undefined;
}

// Of the outermost, drizzle's own, the statement and its parameters would be searched.
function messagesOf(error: unknown): string {
  const all = [...causes(error)].filter(({ message }) => !message.startsWith("Failed query"));
  return all.map(({ message }) => message).join("\n");
}
