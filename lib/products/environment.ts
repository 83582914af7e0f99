import { gathered } from "#lib/products/codes.ts";
import { products } from "#lib/products/products.ts";

/** What is wrong with the variables of products: a sentence for each, which never holds a value. */
export function productProblems(
  variables: Record<string, string | undefined>,
  from = products,
): string[] {
  return Object.entries(gathered("environment", {}, from)).flatMap(([name, variable]) => {
    const value = variables[name];
    if (!value) return variable.isOptional ? [] : [`${name} is not set. ${variable.advice}`];
    const problem = variable.problem?.(value);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
}
