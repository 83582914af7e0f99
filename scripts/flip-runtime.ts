import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { UsageError } from "./usage-error.ts";

const edgeLine = /^export const runtime = (["'])edge\1;?\n/m;

/**
 * Removes the line that puts pages and routes on the edge, so that they run on Node.
 * @param folder a copy of the project; its files are changed.
 * @returns the changed files, below `folder`.
 * @throws Error when there is no such line.
 */
export function flipRuntime(folder: string): string[] {
  const files = globSync("app/**/*.{ts,tsx}", { cwd: folder }).filter((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    if (!edgeLine.test(text)) return false;
    writeFileSync(join(folder, file), text.replace(edgeLine, ""));
    return true;
  });
  if (files.length === 0) throw new Error(`No file in ${join(folder, "app")} asks for the edge`);
  return files.toSorted();
}

if (import.meta.main) {
  await runCommand({
    name: "node scripts/flip-runtime.ts",
    usage: `node scripts/flip-runtime.ts <folder>   moves the pages of a copy of the project to Node`,
    words: 1,
    files: "none",
    async run({ words: [folder] }) {
      if (!folder)
        throw new UsageError(
          "Name the folder of a copy of the project. This command changes its files.",
        );
      for (const file of flipRuntime(folder)) console.log(`${file} now runs on Node`);
      return 0;
    },
  });
}
