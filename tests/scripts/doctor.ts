import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import type { Endpoints } from "#lib/db/endpoints.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { findFreeBlock } from "#local/port-owner.ts";

export const mail = { SMTP_URL: "smtps://smtp.example.com", MAIL_FROM: "mail@example.com" };

/** The variables of an app with which nothing is wrong. */
export const healthyWith = ({ pooled, direct, read }: Endpoints): Record<string, string> => ({
  DATABASE_URL: pooled,
  DATABASE_URL_UNPOOLED: direct,
  DATABASE_URL_READ: read,
  BETTER_AUTH_SECRET: allLocalSecrets.BETTER_AUTH_SECRET,
  NEWSLETTER_SECRET: "a-secret-of-the-doctors-tests-alone",
});

export const found = z.array(
  z.object({
    check: z.string(),
    status: z.enum(["ok", "hint", "problem"]),
    message: z.string(),
    type: z.string().optional(),
  }),
);

/** Runs a script in a folder that has these variables in its .env.local. */
export async function run(script: string, variables: Record<string, string>, ...args: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), "penning-doctor-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const lines = Object.entries(variables).map(([name, value]) => `${name}="${value}"`);
  writeFileSync(join(cwd, ".env.local"), lines.join("\n"));
  // No service of a developer's is to be taken for the one of a test.
  const LOCAL_PORT = variables.LOCAL_PORT ?? String(await findFreeBlock(7));
  const child = spawn(process.execPath, [resolve(script), ...args], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "development", LOCAL_PORT },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  expect(error).toBe("");
  return { out, code };
}

/** What the doctor says is wrong. */
export async function problems(variables: Record<string, string>) {
  const { out, code } = await run("scripts/doctor.ts", variables, "--json");
  const wrong = found.parse(JSON.parse(out)).filter(({ status }) => status === "problem");
  expect(code).toBe(wrong.length > 0 ? 1 : 0);
  return wrong.map(({ status: _, ...finding }) => finding);
}
