import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { serviceEnvironment } from "./service.ts";
import { type Account, chooseAccount, requireOwnFolder } from "./unprivileged.ts";

const majorVersion = "18";

// As on Neon, the role that owns the database may make databases and roles, and is no superuser.
const firstStatements =
  "CREATE ROLE penning LOGIN CREATEDB CREATEROLE PASSWORD 'penning'\n" +
  "CREATE DATABASE penning OWNER penning\n";

function run(account: Account, command: string, args: string[], input = ""): void {
  const { identity, ...launch } = account.launch(command, args);
  const { status, stdout, stderr, error } = spawnSync(launch.command, launch.args, {
    ...identity,
    cwd: "/",
    encoding: "utf8",
    env: serviceEnvironment(),
    input,
  });
  if (status === 0) return;
  throw new Error(`${command} failed (exit code ${status}):\n${stdout}${stderr}`, { cause: error });
}

function create(binaries: PostgresBinaries, dataDir: string, durable: boolean): Account {
  // Made beside its place and renamed at the end, so that a folder under its own name is complete.
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const account = chooseAccount(draft, binaries.initdb);
  try {
    // The superuser's password is kept secret, because it allows running programs as this account.
    writeFileSync(passwordFile, randomUUID(), { mode: 0o600 });
    account.own(passwordFile);
    run(account, binaries.initdb, [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      ...(durable ? [] : ["--no-sync"]),
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const fsync = `fsync=${durable ? "on" : "off"}`;
  const single = ["--single", "-D", draft, "-c", "exit_on_error=on", "-c", fsync, "postgres"];
  run(account, binaries.postgres, single, firstStatements);
  renameSync(draft, dataDir);
  return account;
}

/**
 * Makes the data folder with the role and the database `penning`, unless it is there already.
 * @returns the account that the server has to run as.
 * @throws Error when the folder is of another Postgres version, or holds something else.
 */
export function prepareCluster(
  binaries: PostgresBinaries,
  dataDir: string,
  durable: boolean,
): Account {
  requireOwnFolder(dataDir);
  const versionFile = join(dataDir, "PG_VERSION");
  if (!existsSync(versionFile)) {
    if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
      throw new Error(`${dataDir} holds something else than Postgres data. Move it away.`);
    }
    return create(binaries, dataDir, durable);
  }
  const version = readFileSync(versionFile, "utf8").trim();
  if (version === majorVersion) return chooseAccount(dataDir, binaries.postgres);
  throw new Error(
    `${dataDir} was made by Postgres ${version}, and this is Postgres ${majorVersion}. ` +
      "Start over with: npm run dev -- --fresh",
  );
}
