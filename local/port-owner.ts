import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { commandLine } from "./process.ts";

const listening = "0A";

function socketInodes(port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((table) => {
      try {
        return readFileSync(table, "utf8").split("\n").slice(1);
      } catch {
        return [];
      }
    })
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => row[1]?.endsWith(`:${hexPort}`));
  const listeners = rows.filter((row) => row[3] === listening);
  // An outgoing connection can hold the port as well.
  return (listeners.length > 0 ? listeners : rows).flatMap((row) => row[9] ?? []);
}

function holdsSocket(pid: string, links: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return links.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

/** The process that holds a TCP port of this machine, where we are allowed to see it. */
export function portOwner(port: number): { pid: number; command: string } | undefined {
  let pid: string | undefined;
  if (process.platform === "linux") {
    const links = new Set(socketInodes(port).map((inode) => `socket:[${inode}]`));
    pid = readdirSync("/proc").find((entry) => /^\d+$/.test(entry) && holdsSocket(entry, links));
  } else {
    const lsof = spawnSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], {
      encoding: "utf8",
    });
    pid = lsof.stdout?.split("\n")[0] || undefined;
  }
  return pid ? { pid: Number(pid), command: commandLine(Number(pid)) } : undefined;
}

/** Whether a service could listen on this port of 127.0.0.1 now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once("error", () => resolve(false))
      .once("listening", () => probe.close(() => resolve(true)));
    probe.listen(port, "127.0.0.1");
  });
}

const moveServices = "move the local services to other ports: LOCAL_PORT=55320 npm run dev";

/** @throws Error that names the port, who holds it and how to use another. */
export async function requireFreePort(
  port: number,
  service: string,
  remedy = moveServices,
): Promise<void> {
  if (!(await isPortFree(port))) throw new Error(portTaken(port, service, remedy));
}

/** A sentence that names a taken port, who holds it and how to use another. */
export function portTaken(port: number, service?: string, remedy = moveServices): string {
  const owner = portOwner(port);
  const by = owner
    ? `process ${owner.pid} (${owner.command})`
    : "a process that we are not allowed to see";
  const purpose = service ? `, meant for ${service},` : "";
  return `Port ${port} on 127.0.0.1${purpose} is in use by ${by}. Stop it, or ${remedy}`;
}

/** True of the error of a server that found its port taken. */
export function isPortTaken(error: unknown): error is Error & { port: number } {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "EADDRINUSE" &&
    "port" in error &&
    typeof error.port === "number"
  );
}

/**
 * The first port of `count` neighbours that are free now.
 * Taken below 32,768, where the system does not place outgoing connections.
 */
export async function findFreeBlock(count: number): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * (12_000 - count));
    const ports = Array.from({ length: count }, (_, index) => base + index);
    const free = await Promise.all(ports.map(isPortFree));
    if (free.every(Boolean)) return base;
  }
}
