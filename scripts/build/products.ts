import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withheld } from "#lib/db/withheld.ts";

/** The room of modules that stand in for those of a product that a build leaves out. */
const absent = "absent";

/** The products that there are: the folders of `lib/products` with a manifest. */
export function productNames(project = "."): string[] {
  return globSync("*/product.ts", { cwd: join(project, "lib/products") })
    .map((file) => basename(dirname(file)))
    .filter((name) => name !== absent)
    .toSorted();
}

/**
 * Which products a build has: those that `PRODUCTS` names, with commas between; all when it is not set or
 * empty; `none` for no product.
 * @throws Error when it names what is no product, since the build would then not be the one that was meant.
 */
export function chosenProducts(
  { PRODUCTS = "" }: Record<string, string | undefined>,
  names: readonly string[],
): string[] {
  if (PRODUCTS === withheld) {
    throw new Error(
      "PRODUCTS is a Secret of the Vercel project, so this build does not know it. Make it a Config: docs/deploying.md",
    );
  }
  const chosen = PRODUCTS.split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (chosen.length === 0) return [...names];
  if (chosen.length === 1 && chosen[0] === "none") return [];
  const wrong = chosen.find((name) => !names.includes(name));
  if (wrong !== undefined) {
    throw new Error(
      `PRODUCTS names ${JSON.stringify(wrong)}, which is no product. Name some of ${names.join(", ")}, with commas between; leave it empty for all, or set it to "none".`,
    );
  }
  return names.filter((name) => chosen.includes(name));
}

/** What Next's configuration takes so that a build has these products and nothing of the others. */
export function productBuild(chosen: readonly string[], names: readonly string[]) {
  const leftOut = names.filter((name) => !chosen.includes(name));
  return {
    // `page.crm.tsx` is a page in a build with the CRM, and no file of Next's in another one.
    pageExtensions: ["tsx", "ts", ...chosen.flatMap((name) => [`${name}.tsx`, `${name}.ts`])],
    resolveAlias: Object.fromEntries(
      leftOut.map((name) => [`#products/${name}/*`, `./lib/products/${absent}/*`]),
    ),
  };
}
