import { neon } from "@neondatabase/serverless";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { integer, jsonb, pgTable, serial, text, timestamp } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { databaseError } from "#lib/db/errors.ts";
import { testGateway } from "./gateway.ts";

const users = pgTable("users", {
  id: serial().primaryKey(),
  name: text().notNull(),
  tags: text().array().notNull(),
  settings: jsonb().$type<{ theme: string }>(),
  joined: timestamp({ withTimezone: true }).notNull(),
});
const posts = pgTable("posts", {
  id: integer().primaryKey(),
  author: integer().references(() => users.id),
});

async function open() {
  const { url } = await testGateway();
  const db = drizzle(neon(url()));
  await db.batch([
    db.execute(sql`create table users (id serial primary key, name text not null unique,
      tags text[] not null, settings jsonb, joined timestamptz not null)`),
    db.execute(sql`create table posts (id int primary key, author int references users)`),
  ]);
  return db;
}

const ada = {
  name: "Ada",
  tags: ['a"b', "c,d"],
  settings: { theme: "dark" },
  joined: new Date("2026-11-20T10:00:00.123Z"),
};

test("drizzle writes, reads and joins typed rows", async () => {
  const db = await open();
  const [row] = await db.insert(users).values(ada).returning();
  expect(row).toEqual({ id: 1, ...ada });
  await db.insert(posts).values({ id: 7, author: 1 });
  const joined = await db.select().from(posts).innerJoin(users, eq(posts.author, users.id));
  expect(joined).toEqual([{ posts: { id: 7, author: 1 }, users: { id: 1, ...ada } }]);
  const { rowCount } = await db.update(users).set({ settings: null }).where(eq(users.id, 1));
  expect(rowCount).toBe(1);
});

test("a drizzle batch is one request, and none of it stays when one statement fails", async () => {
  const db = await open();
  await expect(
    db.batch([db.insert(users).values(ada), db.insert(posts).values({ id: 1, author: 99 })]),
  ).rejects.toMatchObject({ code: "23503" });
  expect(await db.select().from(users)).toEqual([]);
});

test("drizzle tells which constraint an insert broke", async () => {
  const db = await open();
  await db.insert(users).values(ada);
  const error = await db
    .insert(users)
    .values(ada)
    .catch((e) => e);
  expect(databaseError(error)).toMatchObject({ code: "23505", constraint: "users_name_key" });
});
