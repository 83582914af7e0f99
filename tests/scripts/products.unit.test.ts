import { expect, test } from "vitest";
import { products } from "#lib/products/products.ts";
import { chosenProducts, productBuild, productNames } from "#scripts/build/products.ts";
import { projectFolder } from "#tests/build/sources.ts";

const names = productNames(projectFolder);

test("the products that can be chosen are those with a manifest, under the names of their folders", () => {
  expect(names).toEqual(["ai", "crm", "newsletter"]);
  expect(products.map(({ id }) => id).toSorted()).toEqual(names);
});

test.each([
  [undefined, names],
  ["", names],
  [" ", names],
  ["crm", ["crm"]],
  ["newsletter, ai", ["ai", "newsletter"]],
  ["crm,crm,", ["crm"]],
  ["none", []],
])("PRODUCTS=%s is a build with %j", (PRODUCTS, chosen) => {
  expect(chosenProducts({ PRODUCTS }, names)).toEqual(chosen);
});

test.each(["sales", "CRM", "crm,none", "crm;ai", "absent"])(
  "a build for PRODUCTS=%s fails, and says what there is",
  (PRODUCTS) => {
    expect(() => chosenProducts({ PRODUCTS }, names)).toThrow(
      /^PRODUCTS names "[^"]+", which is no product\. Name some of ai, crm, newsletter, with commas between; leave it empty for all, or set it to "none"\.$/,
    );
  },
);

test("a build that cannot read PRODUCTS fails, and is not one with all", () => {
  expect(() => chosenProducts({ PRODUCTS: "[SENSITIVE]" }, names)).toThrow(
    "PRODUCTS is a Secret of the Vercel project, so this build does not know it.",
  );
});

test("pages of a product that is left out are no pages, and its modules are others", () => {
  expect(productBuild(["crm"], names)).toEqual({
    pageExtensions: ["tsx", "ts", "crm.tsx", "crm.ts"],
    resolveAlias: {
      "#products/ai/*": "./lib/products/absent/*",
      "#products/newsletter/*": "./lib/products/absent/*",
    },
  });
  expect(productBuild([], names).pageExtensions).toEqual(["tsx", "ts"]);
  expect(productBuild(names, names).resolveAlias).toEqual({});
});
