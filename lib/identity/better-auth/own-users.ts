import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth";

/**
 * Lets Better Auth find and change its own, living users only. The table also holds tombstones, and
 * Clerk's users of a deployment that has changed its provider, whose addresses are not unique: Better
 * Auth confirms an address by the address alone.
 */
export function ownUsers(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    ...scoped(adapter),
    transaction: (run) => adapter.transaction((inside) => run({ ...inside, ...scoped(inside) })),
  };
}

type Scoped = "findOne" | "findMany" | "update" | "updateMany" | "delete" | "deleteMany";

const scope: Where[] = [
  { field: "provider", value: "better-auth" },
  { field: "deletedAt", value: null },
];

function own<Query extends { model: string; where?: Where[] | undefined }>(query: Query): Query {
  return query.model === "user" ? { ...query, where: [...(query.where ?? []), ...scope] } : query;
}

function scoped(adapter: DBTransactionAdapter): Pick<DBTransactionAdapter, Scoped> {
  return {
    findOne: (query) => adapter.findOne(own(query)),
    findMany: (query) => adapter.findMany(own(query)),
    update: (query) => adapter.update(own(query)),
    updateMany: (query) => adapter.updateMany(own(query)),
    delete: (query) => adapter.delete(own(query)),
    deleteMany: (query) => adapter.deleteMany(own(query)),
  };
}
