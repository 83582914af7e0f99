import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { ProcessIdentity } from "./process.ts";
import { commandLine, identify, isRunning } from "./process.ts";
import { requireOwnFolder } from "./unprivileged.ts";

const identity = z.object({ pid: z.int().positive(), started: z.string().nullable() });
const claimFile = z.object({ supervisor: identity, service: identity.optional() });
type ClaimFile = z.infer<typeof claimFile>;

/** The right of one process to run the service of a folder. */
export interface Claim {
  /** A supervisor before us died without giving its claim back. */
  isInherited: boolean;
  /** The service that the dead supervisor left running, as far as it is recorded. */
  orphan: ProcessIdentity | undefined;
  /** Records the running service, so that the next start can find it after a crash. */
  record(pid: number): void;
  release(): void;
}

function readClaim(file: string): ClaimFile | undefined {
  try {
    return claimFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function isHeld({ supervisor, service }: ClaimFile): boolean {
  return isRunning(supervisor) && (service === undefined || isRunning(service));
}

function writeClaim(file: string, claim: ClaimFile): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(claim));
  try {
    // A link appears whole or not at all, and never replaces another's claim.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function requireWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    requireOwnFolder(folder);
    throw error;
  }
}

/**
 * Claims `folder` for this process, with the file `<folder>.lock`.
 * @throws Error naming the process that runs the service of this folder now.
 */
export function claimFolder(folder: string, service: string): Claim {
  const file = `${folder}.lock`;
  const supervisor = identify(process.pid);
  mkdirSync(dirname(folder), { recursive: true });
  requireWritable(dirname(folder));
  let isInherited = false;
  let orphan: ProcessIdentity | undefined;
  while (!writeClaim(file, { supervisor, service: orphan })) {
    const previous = readClaim(file);
    if (previous && isHeld(previous)) {
      const { pid } = previous.supervisor;
      throw new Error(
        `${service} already runs on ${folder}, started by process ${pid} (${commandLine(pid)}). ` +
          `Stop that process first, or use it.`,
      );
    }
    isInherited = true;
    orphan = previous?.service && isRunning(previous.service) ? previous.service : undefined;
    rmSync(file, { force: true });
  }
  let own: ClaimFile = { supervisor, service: orphan };
  return {
    isInherited,
    orphan,
    record(pid) {
      own = { supervisor, service: identify(pid) };
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(own));
      renameSync(draft, file);
    },
    release() {
      // When our service died, somebody may have claimed the folder before we heard of it.
      const current = readClaim(file);
      if (JSON.stringify(current) === JSON.stringify(own)) rmSync(file, { force: true });
    },
  };
}
