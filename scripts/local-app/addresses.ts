import { demoPassword, demoUsers } from "#local/demo.ts";
import type { LocalNeon } from "#local/neon.ts";

/** A table of all that runs, for somebody who has just started it. */
export function listAddresses(neon: LocalNeon, env: NodeJS.ProcessEnv): string {
  const rows = [
    ["App", `http://localhost:${env.PORT}`],
    ["Pooled  DATABASE_URL", neon.env.DATABASE_URL],
    ["Direct  DATABASE_URL_UNPOOLED", neon.env.DATABASE_URL_UNPOOLED],
    ["HTTP    DATABASE_URL_READ", neon.env.DATABASE_URL_READ],
    ["Polar stand-in", `http://127.0.0.1:${neon.ports.polar}`],
    ["Clerk stand-in", `http://127.0.0.1:${neon.ports.clerk}`],
    ["Inbox", `http://127.0.0.1:${neon.ports.inbox}`],
    ["CLERK_WEBHOOK_SIGNING_SECRET", env.CLERK_WEBHOOK_SIGNING_SECRET],
    ["POLAR_WEBHOOK_SECRET", env.POLAR_WEBHOOK_SECRET],
    ...demoUsers.map(({ email, role, organization }) => [
      `Sign in as ${role} of ${organization}`,
      `${email}, password ${demoPassword}`,
    ]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const lines = rows.map(([name = "", value]) => `  ${name.padEnd(width)}  ${value}`);
  return `\n${lines.join("\n")}\n`;
}
