import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { migrate } from "#drizzle/migrate.ts";
import { memberships, organizations, user } from "#drizzle/tables.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { csvFormat, type Layout } from "#lib/imports/layout.ts";
import { cutIntoParts } from "#lib/imports/parts.ts";
import { startBenchNeon } from "../neon.ts";

/** What the larger file may cost at most, as a multiple of the smaller one. */
const aims = { memory: 1.2, time: 12 };

const measured = z.object({
  seconds: z.number(),
  /** Of the whole process, at its most. */
  kilobytes: z.number(),
  slowestPart: z.number(),
  created: z.number(),
});
type Measured = z.output<typeof measured>;

export const layout: Layout = {
  ...{ encoding: "utf-8", separator: ",", quotes: "double", header: "first_row" },
  names: ["Email", "Name", "Notes"],
  columns: ["email", "name", "ignore"],
};

/** A file as people export one. */
const fileOf = (rows: number): string =>
  `Email,Name,Notes\n${Array.from(
    { length: rows },
    (_, n) => `Reader.${n}@Mail.Example,"Reader ""No."" ${n}",Signed up at the counter\n`,
  ).join("")}`;

/**
 * The layer `imports`: time and memory of Node for a file of subscribers by its length, each in a
 * process of its own, in parts as the page cuts them. Afterwards each file is sent once more, when all
 * its people are there already.
 * @returns whether the aims were met.
 */
export async function run({ isQuick }: { isQuick: boolean }): Promise<boolean> {
  const sizes = isQuick ? [2_000, 20_000] : [10_000, 100_000];
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "penning-imports-"));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const neon = started.use(await startBenchNeon());
  await migrate(neon.postgres.url());
  const { db, end } = tcpDatabase(neon.postgres.url());
  await db.insert(user).values({ id: "owner", name: "Ada", email: "ada@acme.test" });

  const results: { new: Measured; again: Measured }[] = [];
  for (const rows of sizes) {
    const slug = `rows-${rows}`;
    const [made] = await db.insert(organizations).values({ slug, name: "Bench" }).returning();
    const organizationId = made?.id ?? "";
    await db.insert(memberships).values({ organizationId, userId: "owner", role: "owner" });
    const parts = join(folder, slug);
    writeParts(parts, fileOf(rows));
    const url = neon.postgres.url();
    const each = { new: await importOf(url, slug, parts), again: await importOf(url, slug, parts) };
    results.push(each);
    const { seconds, kilobytes, slowestPart, created } = each.new;
    console.log(
      `${rows.toLocaleString("en")} rows in ${readdirSync(parts).length} parts: ${created.toLocaleString("en")} created in ${seconds.toFixed(1)} s, the slowest part in ${slowestPart.toFixed(1)} s, ${(kilobytes / 1_024).toFixed(0)} MB of memory; again, when all are there: ${each.again.seconds.toFixed(1)} s`,
    );
  }
  await end();
  const [small, large] = results;
  if (!small || !large) throw new Error("unreachable");
  const time = large.new.seconds / small.new.seconds;
  const memory = large.new.kilobytes / small.new.kilobytes;
  console.log(
    `Ten times the rows: ${time.toFixed(1)} times the time (aim ${aims.time}), ${memory.toFixed(2)} times the memory (aim ${aims.memory}).
On ${cpus().length} cores, Node ${process.version}, one connection.`,
  );
  return time <= aims.time && memory <= aims.memory;
}

/** Each part in a file of its own, named by its number and its line. */
function writeParts(folder: string, text: string): void {
  mkdirSync(folder);
  for (const [number, { begin, end, line }] of cutIntoParts(text, csvFormat(layout)).entries()) {
    writeFileSync(join(folder, `${number}-${line}`), text.slice(begin, end));
  }
}

/** Imports the parts of a folder in a process of its own. */
async function importOf(url: string, slug: string, folder: string): Promise<Measured> {
  const script = join(import.meta.dirname, "one-import.ts");
  const child = spawn(process.execPath, [script, url, slug, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  for await (const chunk of child.stdout) told += String(chunk);
  return measured.parse(JSON.parse(told));
}
