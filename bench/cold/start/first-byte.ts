import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import process from "node:process";
import { z } from "zod";
import type { WireCounts } from "../rig/delayer.ts";
import type { Rig } from "../rig/rig.ts";

/** How to start a server that takes over a listening socket. */
export interface Program {
  command: string;
  args: string[];
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Receives what it prints. */
  logFile: string;
}

/** The number under which a program finds its listening socket. */
export const listenFd = 3;

export interface Answer {
  /** Milliseconds until the first byte of the answer, and until `until` had come. */
  firstByte: number;
  whole: number;
  text: string;
}

export interface Cold extends Answer {
  /** The most memory that the process held, in MB (10^6 bytes); missing of an isolate. */
  memory?: number;
  /** What went to the database until the answer, where that can be counted. */
  wire: WireCounts | undefined;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export interface Started {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts a program on a socket that listens already, so that a request can wait for it: nobody has to
 * ask again and again whether it is there, on a machine that is busy starting it.
 */
export async function start(program: Program): Promise<Started> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port");
  // What Node keeps to itself: the descriptor of the socket.
  const { fd } = handle.parse(Reflect.get(server, "_handle"));
  const log = openSync(program.logFile, "a");
  const child = spawn(program.command, program.args, {
    cwd: program.folder,
    env: program.env,
    stdio: ["ignore", log, log, fd],
  });
  // Only the program accepts from now on; in this very turn, before anybody could connect.
  server.close();
  closeSync(log);
  running.add(child);
  const exited = new Promise<void>((resolve) => {
    const settle = () => {
      running.delete(child);
      resolve();
    };
    child.once("exit", settle).once("error", settle);
  });
  if (child.pid === undefined) throw new Error(`${program.command} did not start`);
  return {
    pid: child.pid,
    port: address.port,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

const handle = z.looseObject({ fd: z.number() });

/** One request on a connection of its own. @param until the end of what must have come. */
export function ask(
  port: number,
  path: string,
  until: string,
  began = performance.now(),
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let firstByte = 0;
    let text = "";
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.setEncoding("utf8").setTimeout(20_000);
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Matched-Path: ${path}\r\nConnection: close\r\n\r\n`,
    );
    const fail = (why: string) => {
      socket.destroy();
      reject(new Error(`${path} ${why}: ${text.slice(0, 500)}`));
    };
    socket.on("data", (part) => {
      const now = performance.now();
      firstByte ||= now - began;
      text += part;
      if (!text.includes(until)) return;
      socket.destroy();
      if (!text.startsWith("HTTP/1.1 200")) return fail("did not answer 200");
      resolve({ firstByte, whole: now - began, text });
    });
    socket.on("error", (error) => fail(error.message));
    socket.on("timeout", () => fail("did not answer in 20 seconds"));
    socket.on("end", () => fail("ended early"));
  });
}

/** Starts a process, asks it once, and ends it. */
export async function coldProcess(
  rig: Rig,
  program: Program,
  path: string,
  until: string,
): Promise<Cold> {
  await rig.reset();
  const began = performance.now();
  const { pid, port, stop } = await start(program);
  try {
    const answer = await ask(port, path, until, began);
    return { ...answer, memory: peakMemory(pid), wire: await rig.counts() };
  } catch (error) {
    throw withLog(error, program);
  } finally {
    await stop();
  }
}

/** The error, with the end of what the program printed. */
export const withLog = (error: unknown, { logFile }: Program): Error =>
  new Error(
    `${error instanceof Error ? error.message : error}\n${readFileSync(logFile, "utf8").slice(-2_000)}`,
  );

export function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024) / 1e6;
}
