import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// Debian puts services where the PATH of a normal user does not look; Homebrew has its own place.
const serviceFolders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the first of these programs that is installed. */
export function findProgram(...names: readonly string[]): string | undefined {
  const path = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return [...path, ...serviceFolders]
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
}
