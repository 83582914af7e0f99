import { readFileSync } from "node:fs";
import { commandLine, isAlive } from "#local/process.ts";

/**
 * Calls `stop`, once, when somebody wants this process to end: at Ctrl-C or another signal, when the
 * terminal has gone, and when npm, which started it, has ended. A signal to npm ends the shell between
 * npm and this process and goes no further.
 */
export function whenAskedToStop(stop: () => void): void {
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  // Nobody reads what we print.
  for (const output of [process.stdout, process.stderr]) output.on("error", ask);

  const npm = starters();
  if (npm.length === 0) return;
  const timer = setInterval(() => {
    if (npm.every(isAlive)) return;
    clearInterval(timer);
    ask();
  }, 250);
  timer.unref();
}

/**
 * The processes between npm and this one, npm included: npm itself, or a shell of npm's and npm. Anyone who
 * starts a script without npm may go away while it runs.
 */
function starters(): number[] {
  if (!process.env.npm_lifecycle_event) return [];
  const { ppid } = process;
  if (ppid <= 1) return [];
  const above = parentOf(ppid);
  const isShellOfNpm = !isNpm(ppid) && above !== undefined && isNpm(above);
  return isShellOfNpm ? [ppid, above] : [ppid];
}

// npm calls itself what was typed.
const isNpm = (pid: number) => /^npm\b|npm-cli\.js/.test(commandLine(pid));

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return parent > 1 ? parent : undefined;
  } catch {
    return undefined;
  }
}
