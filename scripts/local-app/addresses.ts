import { demoPassword, demoUsers } from "#local/demo.ts";
import type { LocalNeon } from "#local/neon.ts";
import { standInAddresses } from "#local/stand-ins.ts";

/** A table of all that runs, for somebody who has just started it. */
export function listAddresses(neon: LocalNeon, env: NodeJS.ProcessEnv): string {
  const rows = [
    ["App", `http://localhost:${env.PORT}`],
    ["Pooled  DATABASE_URL", neon.env.DATABASE_URL],
    ["Direct  DATABASE_URL_UNPOOLED", neon.env.DATABASE_URL_UNPOOLED],
    ["HTTP    DATABASE_URL_READ", neon.env.DATABASE_URL_READ],
    ["Inbox", `http://127.0.0.1:${neon.ports.inbox}`],
    ...standInAddresses(neon.ports, env),
    ...demoUsers.map(({ email, role, organization }) => [
      `Sign in as ${role} of ${organization}`,
      `${email}, password ${demoPassword}`,
    ]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", value]) => `  ${name.padEnd(width)}  ${value}`);
  return `\n${lines.join("\n")}\n`;
}
