import type { AnyOperation } from "./operation.ts";
import type { Publication } from "./publish.ts";

/** A module of operations: all that it exports is an act that was published, or an operation that reads. */
export type OperationModule = Readonly<Record<string, AnyOperation | Publication>>;

export interface Published {
  /** Everything that the API does, in the order of its document. */
  operations: readonly AnyOperation[];
  /** Every act, which forms reach. */
  publications: readonly Publication[];
}

/**
 * What modules publish.
 * @throws when two have an operation of one name or at one address, or an act of one name: only one of the
 *   two would be reached.
 */
export function publishedBy(modules: readonly OperationModule[]): Published {
  const published = modules.flatMap((module) => Object.values(module));
  const publications = published.filter((one) => "act" in one);
  const operations = published.flatMap((one) => ("act" in one ? (one.operation ?? []) : one));
  refuseTwice(publications.map(({ act }) => `the act ${act.name}`));
  refuseTwice(operations.map(({ id }) => `the operation ${id}`));
  refuseTwice(operations.map(({ method, path }) => `${method} ${path}`));
  return { operations, publications };
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${twice} is published twice`);
}
