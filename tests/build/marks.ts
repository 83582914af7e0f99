import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./sources.ts";

/** What each secret of a developer is in the files that `writeMarks` writes. */
export const mark = "a-secret-that-only-the-developer-has";

/** The names of files that Next reads the environment from when it builds and serves for production. */
export const environmentFiles = [".env", ".env.local", ".env.production", ".env.production.local"];

// These are public: they choose what is built, or a page shows them.
const isPublic = /^(APP_URL|AUTH_PROVIDER|PRODUCTS|NEXT_PUBLIC_\w+|(LOCAL_)?PORT)$/;

/**
 * Writes the environment of a developer into a folder: every secret that `.env.example` names.
 * @returns what removes the files.
 */
export function writeMarks(folder: string): () => void {
  const example = readFileSync(join(projectFolder, ".env.example"), "utf8");
  const names = Array.from(example.matchAll(/^([A-Z]\w*)=/gm), ([, name = ""]) => name);
  const lines = names.filter((name) => !isPublic.test(name)).map((name) => `${name}=${mark}\n`);
  for (const file of environmentFiles) writeFileSync(join(folder, file), lines.join(""));
  return () => {
    for (const file of environmentFiles) rmSync(join(folder, file));
  };
}
