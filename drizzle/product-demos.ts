import { globSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import type { InsertDemo } from "#local/demo/insert.ts";

const rooms = join(import.meta.dirname, "../lib/products");
const demo = z.object({ insertDemo: z.custom<InsertDemo>((value) => typeof value === "function") });

/**
 * The demo data of each product, by the file `demo.ts` in its room. All of it, whatever `PRODUCTS` says: the
 * tables are there in any case.
 * @param pattern of the files, below `lib/products`.
 */
export async function productDemos(pattern = "*/demo.ts"): Promise<InsertDemo[]> {
  const files = globSync(pattern, { cwd: rooms }).toSorted();
  const modules = files.map((file) => import(/* @vite-ignore */ join(rooms, file)));
  return (await Promise.all(modules)).map((module) => demo.parse(module).insertDemo);
}
