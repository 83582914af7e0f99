import { localSecretProblems, localSecrets } from "#lib/env/environment.ts";
import { gathered } from "#lib/products/codes.ts";
import { products } from "#lib/products/products.ts";

/** The values of local use that products hand in. Apart from the core's, whose bundles hold no manifest. */
const ofProducts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(gathered("environment", {})).flatMap(([name, { local }]) =>
    local ? [[name, local]] : [],
  ),
);

/** The fixed secrets of local use, the core's and those of products. They are public. */
export const allLocalSecrets: typeof localSecrets & Readonly<Record<string, string>> = {
  ...localSecrets,
  ...ofProducts,
};

/** What is wrong with the variables of products: a sentence for each, which never holds a value. */
export function productProblems(
  variables: Record<string, string | undefined>,
  from = products,
): string[] {
  const own = Object.entries(gathered("environment", {}, from)).flatMap(([name, variable]) => {
    const value = variables[name];
    if (!value) return variable.isOptional ? [] : [`${name} is not set. ${variable.advice}`];
    const problem = variable.problem?.(value);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
  return [...own, ...localSecretProblems(variables, ofProducts)];
}
