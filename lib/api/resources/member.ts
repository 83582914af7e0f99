import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { memberList, membersOf } from "#lib/organizations/lists/members.ts";
import { roleSchema } from "#lib/organizations/member-acts.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { listQuery, readList, textFilter, windowOf } from "./list.ts";
import { resource } from "./wire.ts";

const { id, userId, name, email, role, joinedAt } = memberList.row;

/** `id` is of the membership, `userId` of the person: what the paths of a member have. */
export const member = resource(shape({ id, userId, name, email, role, joinedAt }));

/** What the list may be filtered by. */
export const memberQuery = z.extend(listQuery, {
  search: textFilter("Part of a name or email address."),
  role: z.optional(roleSchema.check(z.describe("The role that the members have."))),
});

/** The people of an organization, those who joined first first, for whoever has a part in it. */
export const listMembers = (db: Database, scope: Scope, query: z.output<typeof memberQuery>) =>
  readList(db, {
    reach: reaching(scope),
    with: membersOf({ ...query, sort: "joined" }, windowOf(query)),
    list: memberList.listed(member.item),
  });
