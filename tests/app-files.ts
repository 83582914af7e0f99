import { globSync } from "node:fs";
import { join } from "node:path";

export interface AppFile {
  /** Below the folder of the project. */
  file: string;
  /** As its folders call it, without groups: `/o/[slug]/members`. */
  address: string;
}

/**
 * The pages or routes of the app: the core's, and those of products, which are called `page.<product>.tsx`
 * and `route.<product>.ts`.
 * @param folder where they are, `app` or that of another project.
 */
export const appFiles = (kind: "page" | "route", folder = "app"): AppFile[] =>
  globSync(`**/${kind}{,.*}.{ts,tsx}`, { cwd: folder })
    .toSorted()
    .map((file) => ({
      file: join(folder, file),
      address: `/${file}`.replace(/\/[^/]+$/, "").replace(/\/\([^)]+\)/g, ""),
    }));
