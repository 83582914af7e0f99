import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth";

/**
 * Lets Better Auth find its own, living users only. The table also holds tombstones, and Clerk's users
 * of a deployment that has changed its provider, whose addresses are not unique.
 */
export function ownUsers(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    ...scopedReads(adapter),
    transaction: (run) =>
      adapter.transaction((inside) => run({ ...inside, ...scopedReads(inside) })),
  };
}

const scope: Where[] = [
  { field: "provider", value: "better-auth" },
  { field: "deletedAt", value: null },
];

function scopedReads({ findOne }: DBTransactionAdapter): Pick<DBTransactionAdapter, "findOne"> {
  return {
    findOne: (query) =>
      findOne(query.model === "user" ? { ...query, where: [...query.where, ...scope] } : query),
  };
}
