import type { AnyOperation } from "../operation.ts";
import * as apiKeys from "./api-keys.ts";
import * as auditEvents from "./audit-events.ts";
import * as invitations from "./invitations.ts";
import * as members from "./members.ts";
import * as organizations from "./organizations.ts";
import * as usage from "./usage.ts";

/** Everything that the API does, in the order of its documentation. */
export const operations: readonly AnyOperation[] = [
  organizations,
  members,
  invitations,
  apiKeys,
  auditEvents,
  usage,
].flatMap((module) => Object.values(module));
