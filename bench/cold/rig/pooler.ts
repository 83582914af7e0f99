import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findPgBouncer } from "#local/pgbouncer.ts";
import { isPortFree } from "#local/port-owner.ts";
import { logTail, startService } from "#local/service.ts";
import { chooseAccount } from "#local/unprivileged.ts";
import type { Certificates } from "./certificates.ts";

/** PgBouncer as Neon has it, in transaction mode, with TLS and SCRAM for those who connect. */
export async function startPooler(options: {
  folder: string;
  port: number;
  postgresPort: number;
  certificates: Certificates;
}): Promise<() => Promise<void>> {
  const { folder, port, postgresPort, certificates } = options;
  const binary = findPgBouncer();
  if (!binary) throw new Error("This bench needs PgBouncer: apt-get install pgbouncer");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const account = chooseAccount(folder, binary);
  const file = (name: string) => join(folder, name);
  copyFileSync(certificates.certificate, file("server.pem"));
  copyFileSync(certificates.key, file("server.key"));
  writeFileSync(file("users.txt"), '"penning" "penning"\n');
  // A backend is always there: what wakes one up is the provider's part.
  writeFileSync(
    file("pgbouncer.ini"),
    `[databases]
* = host=127.0.0.1 port=${postgresPort}

[pgbouncer]
listen_addr = 0.0.0.0
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${file("users.txt")}
pool_mode = transaction
default_pool_size = 20
min_pool_size = 4
ignore_startup_parameters = extra_float_digits
server_tls_sslmode = disable
server_idle_timeout = 0
client_tls_sslmode = require
client_tls_key_file = ${file("server.key")}
client_tls_cert_file = ${file("server.pem")}
`,
  );
  for (const name of ["server.pem", "server.key", "users.txt", "pgbouncer.ini"]) {
    chmodSync(file(name), 0o600);
    account.own(file(name));
  }
  const logFile = `${folder}.log`;
  const service = await startService({
    launch: account.launch(binary, [file("pgbouncer.ini")]),
    logFile,
    stopSignals: [
      { signal: "SIGTERM", wait: 500 },
      { signal: "SIGKILL", wait: 5_000 },
    ],
  });
  let ended: string | undefined;
  service.exited.then((how) => {
    ended = how;
  });
  for (let waited = 0; await isPortFree(port); waited++) {
    if (ended || waited > 500) {
      await service.stop();
      throw new Error(`PgBouncer did not start (${ended ?? "10 s"}):\n${logTail(logFile)}`);
    }
    await sleep(20);
  }
  return service.stop;
}
