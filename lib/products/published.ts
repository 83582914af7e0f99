import { coreModules } from "#lib/api/operations/index.ts";
import { publishedBy } from "#lib/api/published.ts";
import { servers } from "#lib/products/servers.ts";

/** All that the core and the products of this build publish, for forms, the API and its document. */
export const { operations, publications } = publishedBy([
  ...coreModules,
  ...servers.flatMap((server) => server.operations ?? []),
]);
