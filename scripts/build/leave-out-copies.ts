import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";

const manifest = z.looseObject({
  functions: z.record(z.string(), z.looseObject({ files: z.array(z.string()) })),
});

/**
 * Takes copies of chunks out of the edge functions of a finished `next build`.
 *
 * Turbopack writes a chunk of client components for each layout and page, then one file of the same
 * modules for each, and lists all of them as files of the function, which is the sum of its files. A
 * listed chunk that says the same as another but for its own name, and whose name nobody asks for,
 * adds nothing: the first registers the very same modules.
 * @returns how many bytes the functions hold less, together.
 */
export function leaveOutCopies(nextFolder: string): number {
  const path = join(nextFolder, "server/middleware-manifest.json");
  const found = manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  const texts = new Map<string, string>();
  const read = (file: string) => {
    const text = texts.get(file) ?? readFileSync(join(nextFolder, file), "utf8");
    texts.set(file, text);
    return text;
  };
  let saved = 0;
  for (const built of Object.values(found.functions)) {
    const copies = copiesAmong(built.files, read);
    for (const file of copies) saved += read(file).length;
    built.files = built.files.filter((file) => !copies.has(file));
  }
  writeFileSync(path, JSON.stringify(found, null, 2));
  return saved;
}

function copiesAmong(files: string[], read: (file: string) => string): Set<string> {
  const chunks = files.filter((file) => file.includes("/chunks/"));
  const isAskedFor = (chunk: string) =>
    files.some((file) => file !== chunk && read(file).includes(basename(chunk)));
  const copies = new Set<string>();
  for (const same of Map.groupBy(chunks, (file) => nameless(file, read(file))).values()) {
    if (same.length === 1) continue;
    const [first] = same;
    const asked = same.filter(isAskedFor);
    const kept = asked.length > 0 ? asked : [first];
    for (const file of same) if (!kept.includes(file)) copies.add(file);
  }
  return copies;
}

function nameless(file: string, text: string): string {
  return text.replaceAll(basename(file), "").replaceAll(basename(file, ".js"), "");
}

// For a build of the benchmarks, which has not the scripts of the project.
if (import.meta.main) leaveOutCopies(".next");
