import { spawnSync } from "node:child_process";
import { findProgram } from "#local/find-program.ts";

/** Programs that npm cannot install, by the name of their package in Debian and Ubuntu. */
const commands = {
  pgbouncer: ["pgbouncer"],
  openssl: ["openssl"],
  chromium: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  python3: ["python3"],
};

export type Tool = keyof typeof commands;

/** The path of a program, `undefined` when it is not installed. */
export function findTool(tool: Tool): string | undefined {
  return findProgram(...commands[tool]);
}

function succeeds(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

// The words that come before apt-get, or undefined when we may not install anything.
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return succeeds("sudo", ["-n", "true"]) ? ["sudo", "-n"] : undefined;
}

function aptGet(prefix: string[], args: string[]): { ok: boolean; output: string } {
  const [command = "env", ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive"];
  const options = ["-o", "DPkg::Lock::Timeout=120"];
  const { status, stdout, stderr } = spawnSync(command, [...rest, "apt-get", ...options, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { ok: status === 0, output: `${stdout}${stderr}`.trim() };
}

/**
 * Makes sure that the programs are installed; installs Debian's packages where that needs no
 * password.
 * @throws Error that says what to type, when something is missing and cannot be installed.
 */
export function ensureTools(tools: readonly Tool[]): void {
  const missing = tools.filter((tool) => !findTool(tool));
  if (missing.length === 0) return;

  const names = missing.join(" ");
  const byHand =
    process.platform === "darwin"
      ? `brew install ${names}`
      : `sudo apt-get update && sudo apt-get install --no-install-recommends ${names}`;
  const prefix = succeeds("apt-get", ["--version"]) ? rootPrefix() : undefined;
  if (!prefix) throw new Error(`Not installed: ${missing.join(", ")}. Type: ${byHand}`);

  console.log(`Installing ${missing.join(", ")} with apt-get`);
  const update = aptGet(prefix, ["update"]);
  const install = aptGet(prefix, ["install", "-y", "--no-install-recommends", ...missing]);
  const absent = missing.filter((tool) => !findTool(tool));
  if (install.ok && absent.length === 0) return;
  const reason = [update, install].filter(({ ok }) => !ok).map(({ output }) => output);
  throw new Error(`apt-get could not install ${names}. Type: ${byHand}\n${reason.join("\n")}`);
}
