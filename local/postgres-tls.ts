import { appendFileSync, chmodSync, copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Account } from "./unprivileged.ts";

export interface PostgresTls {
  /** Files, in PEM. */
  certificate: string;
  key: string;
  /** An address to listen on besides 127.0.0.1, for those who come with TLS and a password. */
  address?: string;
}

const outside = "hostssl all all all scram-sha-256\n";

/**
 * Gives the server of a data folder a certificate, under the names that Postgres looks for. It does
 * not start with a key that others may read.
 * @returns the settings that switch TLS on.
 */
export function prepareTls(dataDir: string, account: Account, tls: PostgresTls): string[] {
  for (const [source, name] of [
    [tls.certificate, "server.crt"],
    [tls.key, "server.key"],
  ] as const) {
    const file = join(dataDir, name);
    copyFileSync(source, file);
    chmodSync(file, 0o600);
    account.own(file);
  }
  if (!tls.address) return ["ssl=on"];
  const rules = join(dataDir, "pg_hba.conf");
  if (!readFileSync(rules, "utf8").includes(outside)) appendFileSync(rules, outside);
  return ["ssl=on", `listen_addresses=127.0.0.1,${tls.address}`];
}
