import type { AnyOperation } from "../operation.ts";
import type { Publication } from "../publish.ts";
import * as apiKeys from "./api-keys.ts";
import * as auditEvents from "./audit-events.ts";
import * as billing from "./billing.ts";
import * as invitations from "./invitations.ts";
import * as members from "./members.ts";
import * as organizations from "./organizations.ts";
import * as usage from "./usage.ts";

const published: readonly (AnyOperation | Publication)[] = [
  organizations,
  members,
  invitations,
  apiKeys,
  auditEvents,
  usage,
  billing,
].flatMap((module) => Object.values(module));

/** Everything that the API does, in the order of its documentation. */
export const operations: readonly AnyOperation[] = published.flatMap((one) =>
  "act" in one ? (one.operation ?? []) : one,
);

/** Every act of these rooms, which forms reach. */
export const publications: readonly Publication[] = published.filter((one) => "act" in one);
