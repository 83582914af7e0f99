import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tcpDatabase } from "#lib/db/node.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { createImport } from "#lib/products/newsletter/imports/create-import.ts";
import { takeSubscribers } from "#lib/products/newsletter/imports/send-part.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { layout } from "./run.ts";

// A process of `run.ts`: imports the parts of a folder and writes what it took as JSON.

const [url = "", slug = "", folder = ""] = process.argv.slice(2);
process.env.NEWSLETTER_SECRET = localSecret;

const actor: Actor = { userId: "owner", slug, ipAddress: null, userAgent: null };
const names = readdirSync(folder);
const importId = crypto.randomUUID();
const { db, end } = tcpDatabase(url);
await createImport(db, actor, {
  ...{ id: importId, fileName: "readers.csv", ...layout, lists: [], consent: "A bench" },
  parts: names.length,
});

const start = performance.now();
let slowestPart = 0;
let created = 0;
for (const name of names) {
  const [number = 0, line = 1] = name.split("-").map(Number);
  const text = readFileSync(join(folder, name), "utf8");
  const begun = performance.now();
  const { outcome, counts } = await takeSubscribers(
    db,
    actor,
    { importId, number, line, text },
    layout,
  );
  if (outcome !== "done") throw new Error(`A part was answered ${outcome}`);
  created += counts?.created ?? 0;
  slowestPart = Math.max(slowestPart, (performance.now() - begun) / 1_000);
}
const seconds = (performance.now() - start) / 1_000;
const kilobytes = process.resourceUsage().maxRSS;
await end();
process.stdout.write(JSON.stringify({ seconds, kilobytes, slowestPart, created }));
