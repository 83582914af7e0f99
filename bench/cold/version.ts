import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const versioned = z.object({ version: z.string() });

/** The version of the package in a folder. @throws Error when there is none. */
export const versionIn = (folder: string): string =>
  versioned.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).version;
