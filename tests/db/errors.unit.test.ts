import { NeonDbError } from "@neondatabase/serverless";
import { DrizzleQueryError } from "drizzle-orm/errors";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { databaseError, errorCode, isStatementError } from "#lib/db/errors.ts";

const withCode = (code: string) => Object.assign(new Error("no"), { code });
const wrapped = (cause: Error) => new DrizzleQueryError("insert …", ["s3cret"], cause);

function neonError(code: string, constraint?: string): NeonDbError {
  const error = new NeonDbError("duplicate key");
  return Object.assign(error, { code, constraint });
}

test.each([
  ["neon-http", neonError("23505", "user_pkey")],
  [
    "postgres-js",
    Object.assign(new postgres.PostgresError("duplicate key"), {
      code: "23505",
      constraint_name: "user_pkey",
    }),
  ],
])("the code and constraint of %s are found, bare and wrapped", (_, error) => {
  const expected = { code: "23505", constraint: "user_pkey" };
  expect(databaseError(error)).toEqual(expected);
  expect(databaseError(wrapped(error))).toEqual(expected);
  expect(databaseError(new Error("Not sent", { cause: wrapped(error) }))).toEqual(expected);
  expect(errorCode(wrapped(error))).toBe("23505");
});

test("what is no database error has no code", () => {
  for (const value of [undefined, null, "23505", { code: "23505" }, new Error("plain")]) {
    expect(databaseError(value)).toEqual({ code: undefined, constraint: undefined });
    expect(isStatementError(value)).toBe(false);
  }
});

test("the empty code that Neon sends for its own failures is none", () => {
  expect(errorCode(wrapped(neonError("", "")))).toBeUndefined();
  expect(isStatementError(neonError(""))).toBe(false);
});

describe("who may answer a provider that it should send again", () => {
  test.each([
    ["a broken constraint", "23505"],
    ["a syntax error", "42601"],
    ["an exception of a trigger", "P0001"],
    ["an internal error", "XX000"],
    ["a serialization failure", "40001"],
    ["a statement that took too long", "57014"],
  ])("%s (%s) is the database's answer", (_, code) => {
    expect(isStatementError(wrapped(withCode(code)))).toBe(true);
  });

  test.each([
    ["a lost connection", "08006"],
    ["a pooler that refuses", "08P01"],
    ["too many connections", "53300"],
    ["a server that shuts down", "57P01"],
    ["a server that starts", "57P03"],
    ["a refused connection", "ECONNREFUSED"],
    ["a closed socket", "EPIPE"],
    ["a connection that the driver gave up", "CONNECT_TIMEOUT"],
    ["a connection that was closed", "CONNECTION_CLOSED"],
    ["a name that is not found", "ENOTFOUND"],
  ])("%s (%s) is not", (_, code) => {
    expect(isStatementError(wrapped(withCode(code)))).toBe(false);
  });
});
