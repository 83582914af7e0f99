import { spawnSync } from "node:child_process";
import { chownSync, statSync } from "node:fs";
import { userInfo } from "node:os";

/** How to start a program: what to spawn, and as whom where the command itself does not switch. */
export interface Launch {
  command: string;
  args: string[];
  identity?: { uid: number; gid: number };
}

/** The account that a service runs under. */
export interface Account {
  launch(command: string, args: string[]): Launch;
  /** Gives a file or folder to the account. */
  own(path: string): void;
}

const currentAccount: Account = { launch: (command, args) => ({ command, args }), own() {} };

function accountId(flag: "-u" | "-g", name: string): number | undefined {
  const { status, stdout } = spawnSync("id", [flag, name], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}

function servant(folder: string): { name: string; uid: number; gid: number } {
  const owner = statSync(folder);
  if (owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  for (const name of ["postgres", "nobody"]) {
    const uid = accountId("-u", name);
    const gid = accountId("-g", name);
    if (uid && gid !== undefined) return { name: `user ${name}`, uid, gid };
  }
  throw new Error(
    "Postgres refuses to run as root, and there is no user postgres or nobody to run it as. " +
      "Run the command as a normal user.",
  );
}

/** @throws Error when an existing folder belongs to somebody else; root may use anybody's. */
export function requireOwnFolder(folder: string): void {
  const uid = process.getuid?.();
  const owner = statSync(folder, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || uid === 0 || uid === owner) return;
  throw new Error(
    `${folder} belongs to user ${owner}, and this is ${userInfo().username}. ` +
      "It was made by another user or by root: run as that user, or remove it.",
  );
}

/**
 * Whom to run a database service on an existing folder as: ourselves, or, since these programs
 * refuse to be root, an unprivileged user of this machine: the owner of the folder, else
 * `postgres`, else `nobody`, who then owns the folder.
 *
 * A checkout of root often lies below a folder that nobody else may enter. Then the program keeps
 * one capability of root, to pass through (`dac_read_search`; containers often lack that one and
 * have `dac_override`). `no_setuid_fixup` makes access(2), which initdb asks, count it too.
 * @throws Error when a normal user does not own `folder`, or root's stand-in cannot reach it.
 */
export function chooseAccount(folder: string, binary: string): Account {
  requireOwnFolder(folder);
  if (process.getuid?.() !== 0) return currentAccount;
  const { name, uid, gid } = servant(folder);
  const own = (path: string) => chownSync(path, uid, gid);
  if (statSync(folder).uid !== uid) spawnSync("chown", ["-R", `${uid}:${gid}`, folder]);
  const candidates = [undefined, "dac_read_search", "dac_override"].map((capability): Account => {
    const keep = capability
      ? [`--inh-caps=-all,+${capability}`, `--ambient-caps=+${capability}`]
      : ["--inh-caps=-all"];
    const fixup = capability ? ["--securebits=+no_setuid_fixup"] : [];
    const as = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...keep, ...fixup];
    return {
      launch: (command, args) => ({ command: "setpriv", args: [...as, command, ...args] }),
      own,
    };
  });
  const plain: Account = {
    launch: (command, args) => ({ command, args, identity: { uid, gid } }),
    own,
  };
  const isRight = ({ launch }: Account) => {
    const { command, args, identity } = launch("sh", [
      "-c",
      'cd "$0" && "$1" --version',
      folder,
      binary,
    ]);
    return spawnSync(command, args, { ...identity, cwd: "/" }).status === 0;
  };
  const account = [...candidates, plain].find(isRight);
  if (account) return account;
  throw new Error(
    `Postgres refuses to run as root, and ${name} cannot reach ${folder} or ${binary}. ` +
      "Put the project below a folder that everybody may enter (such as /srv), " +
      "or run the command as a normal user.",
  );
}
