import postgres from "postgres";
import { expect, inject, test } from "vitest";

test("the app as it runs counts a visitor by the connection, not by an address that they write", async () => {
  const key = `pn_live_${"x".repeat(43)}`;
  for (const forged of ["203.0.113.98", "127.0.0.2", "::1"]) {
    const headers = {
      authorization: `Bearer ${key}`,
      "x-forwarded-for": forged,
      "x-real-ip": forged,
      "x-client-address": forged,
    };
    await fetch(new URL("/api/v1/organizations", inject("app")), { headers });
  }
  const sql = postgres(inject("env").DATABASE_URL ?? "", { max: 1, prepare: false });
  try {
    const buckets = await sql`select bucket from rate_limits where bucket like 'address:%'`;
    expect(buckets.map(({ bucket }) => bucket)).toEqual(["address:127.0.0.1"]);
  } finally {
    await sql.end();
  }
});
