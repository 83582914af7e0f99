import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import {
  apiKeys,
  auditEvents,
  idempotencyKeys,
  organizations,
  rateLimits,
} from "#drizzle/tables.ts";
import type { AdmissionRequest } from "#lib/api/admission.ts";
import { admitting, NotAdmittedError } from "#lib/api/admitted.ts";
import { limitWindow, quotas } from "#lib/api/limits.ts";
import { act } from "#lib/db/act.ts";
import { rows } from "#lib/db/database.ts";
import type { ApiScope } from "#lib/organizations/api-keys/scopes.ts";
import { drivers, testDatabase } from "../database.ts";
import { keyedTenant, leaveMark, origin } from "./tenant.ts";

const database = testDatabase();

const idempotency = (changes = {}) => ({
  id: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex"),
  fingerprint: "f".repeat(64),
  ...changes,
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Leaves a mark as an admitted request does. */
  async function send(
    slug: string,
    hash: string,
    {
      takes = 0,
      fails = false,
      needs = "write",
      ...more
    }: Partial<AdmissionRequest> & Sending = {},
  ) {
    const caller = { userId: null, key: { hash, needs } };
    const admitted = admitting(db(), { caller, address: origin.ipAddress, ...more });
    try {
      const actor = { ...caller, slug, ...origin, isAdmitted: true };
      const mark = await leaveMark(admitted.db, actor, { takes, fails });
      return { mark, ...admitted.admission() };
    } catch (error) {
      if (error instanceof NotAdmittedError) return { mark: undefined, ...error.admission };
      throw error;
    }
  }
  interface Sending {
    takes?: number;
    fails?: boolean;
    needs?: ApiScope;
  }

  const marks = (organizationId: string) =>
    db().$count(auditEvents, eq(auditEvents.organizationId, organizationId));

  /** Leaves so many requests of a quota. */
  const leave = (bucket: string, quota: number, count: number) => {
    const fullIn = limitWindow - (limitWindow / quota) * (count + 0.5);
    const fullAt = new Date(Date.now() + fullIn * 1_000);
    return db()
      .insert(rateLimits)
      .values({ bucket, fullAt })
      .onConflictDoUpdate({ target: rateLimits.bucket, set: { fullAt } });
  };

  /** Milliseconds since 1970 until which a bucket is not full: later by each request that it counts. */
  const fullAtOf = async (bucket: string) => {
    const [row] = await db().select().from(rateLimits).where(eq(rateLimits.bucket, bucket));
    return Number(row?.fullAt);
  };
  /** Used up for so long that none comes back while a test runs, however slow the machine is. */
  const longUsedUp = -1_000;

  test("a key is proven and counted, and its act done, in one statement", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const answer = await send(slug, hash);
    expect(answer).toMatchObject({
      mark: expect.stringMatching(/^[0-9a-f-]{36}$/),
      isKnown: true,
      isWithin: true,
      kind: "key",
    });
    expect(answer.fullIn).toBeCloseTo(limitWindow / quotas.key, 1);
    expect(await marks(id)).toBe(1);
  });

  test("an unknown key does nothing, and is counted for the address that it comes from", async () => {
    const { id, slug } = await keyedTenant(db());
    const address = crypto.randomUUID();
    const bucket = `address:${address}`;
    const ask = () => send(slug, "0".repeat(64), { address });
    await leave(bucket, quotas.address, 2);
    const before = await fullAtOf(bucket);
    expect(await ask()).toMatchObject({ isKnown: false, isWithin: true, kind: "address" });
    expect(await ask()).toMatchObject({ isKnown: false, isWithin: true });
    const twice = 2 * 1_000 * (limitWindow / quotas.address);
    expect(await fullAtOf(bucket)).toBe(before + twice);
    await leave(bucket, quotas.address, longUsedUp);
    expect(await ask()).toMatchObject({ isKnown: false, isWithin: false });
    expect(await marks(id)).toBe(0);
  });

  test("who guesses keys from an address does not stop a good key there", async () => {
    const { slug, key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const address = crypto.randomUUID();
    await leave(`address:${address}`, quotas.address, -1);
    expect(await send(slug, "0".repeat(64), { address })).toMatchObject({ isWithin: false });
    expect(await send(slug, hash, { address })).toMatchObject({ mark: expect.any(String) });
  });

  test("a key without the scope does nothing", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash } = await key(["read", "usage"]);
    expect(await send(slug, hash)).toMatchObject({ isKnown: true, isEnough: false });
    expect(await marks(id)).toBe(0);
  });

  test("of many requests at once as many act as are left, and never one more", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash, id: keyId } = await key(["write"]);
    // It takes the quota longer than this test to come back by one.
    await leave(`key:${keyId}`, quotas.key, 7);
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(slug, hash)));
    const cameBack = Math.ceil((performance.now() - started) / (limitWindow / quotas.key) / 1_000);
    const within = answers.filter(({ isWithin }) => isWithin).length;
    expect(within).toBeGreaterThanOrEqual(7);
    expect(within).toBeLessThanOrEqual(7 + cameBack);
    expect(await marks(id)).toBe(within);
    expect(answers.filter(({ mark }) => mark)).toHaveLength(within);
  });

  test("a person is counted for themselves", async () => {
    const { id, slug, owner } = await keyedTenant(db());
    const bucket = `person:${owner.userId}`;
    const ask = () => {
      const caller = { userId: owner.userId };
      const admitted = admitting(db(), { caller, address: null });
      const actor = { ...caller, slug, ...origin, isAdmitted: true };
      return leaveMark(admitted.db, actor).catch((error) => error);
    };
    await leave(bucket, quotas.person, 1);
    const before = await fullAtOf(bucket);
    expect(await ask()).toEqual(expect.any(String));
    expect(await fullAtOf(bucket)).toBe(before + 1_000 * (limitWindow / quotas.person));
    await leave(bucket, quotas.person, longUsedUp);
    const refused = await ask();
    expect(refused).toBeInstanceOf(NotAdmittedError);
    expect(refused).toMatchObject({ admission: { kind: "person", isWithin: false } });
    expect(await marks(id)).toBe(1);
  });

  test("when a key was used is written, at most once a minute, and nobody waits for that", async () => {
    const { slug, key } = await keyedTenant(db());
    const { hash, id } = await key(["write"]);
    const lastUsed = async () => {
      const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, id));
      return row?.lastUsedAt;
    };
    await Promise.all(Array.from({ length: 6 }, () => send(slug, hash)));
    const first = await lastUsed();
    expect(first).toBeInstanceOf(Date);
    await send(slug, hash);
    expect(await lastUsed()).toEqual(first);
    await db()
      .update(apiKeys)
      .set({ lastUsedAt: sql`now() - interval '61 seconds'` })
      .where(eq(apiKeys.id, id));
    await send(slug, hash);
    expect(Number(await lastUsed())).toBeGreaterThanOrEqual(Number(first));
  });

  test("the same request twice acts once, and is answered the same", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const request = { idempotency: idempotency() };
    const first = await send(slug, hash, request);
    const second = await send(slug, hash, request);
    expect(first).toMatchObject({ mark: expect.any(String), isSame: null, isMine: true });
    expect(second).toMatchObject({ mark: first.mark, isSame: true });
    expect(await marks(id)).toBe(1);
  });

  test("a key used again with another body does nothing", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const first = idempotency();
    await send(slug, hash, { idempotency: first });
    const other = { ...first, fingerprint: "e".repeat(64) };
    expect(await send(slug, hash, { idempotency: other })).toMatchObject({
      mark: undefined,
      isSame: false,
    });
    expect(await marks(id)).toBe(1);
  });

  test("while a request is under way, the same one is turned away and not kept waiting", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const [one, other] = [await key(["write"]), await key(["write"])];
    const same = { idempotency: idempotency() };
    const slow = send(slug, one.hash, { ...same, takes: 1.5 });
    await new Promise((resolve) => setTimeout(resolve, 400));
    // By another key, whose quota nobody holds.
    const second = await send(slug, other.hash, same);
    expect(second).toMatchObject({ mark: undefined, isMine: false });
    expect(await slow).toMatchObject({ mark: expect.any(String) });
    expect(await marks(id)).toBe(1);
  });

  test("of 24 at once one acts, and every one that is answered is answered the same", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const keys = await Promise.all(Array.from({ length: 8 }, () => key(["write"])));
    const request = { idempotency: idempotency() };
    const answers = await Promise.all(
      keys.flatMap(({ hash }) => [1, 2, 3].map(() => send(slug, hash, request))),
    );
    expect(await marks(id)).toBe(1);
    const answered = answers.filter(({ mark }) => mark);
    expect(new Set(answered.map(({ mark }) => mark)).size).toBe(1);
    for (const answer of answers) {
      expect(answer.isSame === true || answer.isMine !== null).toBe(true);
    }
  });

  test("an act that fails keeps nothing, so the same request may succeed later", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const request = { idempotency: idempotency() };
    await expect(send(slug, hash, { ...request, fails: true })).rejects.toThrow();
    expect(await db().$count(idempotencyKeys, eq(idempotencyKeys.id, request.idempotency.id))).toBe(
      0,
    );
    expect(await send(slug, hash, request)).toMatchObject({ mark: expect.any(String) });
    expect(await marks(id)).toBe(1);
  });

  test("a later statement of an admitted request is sent as it is, and counted no more", async () => {
    const { slug, key } = await keyedTenant(db());
    const { hash, id } = await key(["write"]);
    const caller = { userId: null, key: { hash, needs: "write" as const } };
    const admitted = admitting(db(), { caller, address: null });
    const actor = { ...caller, slug, ...origin, isAdmitted: true };
    await leaveMark(admitted.db, actor);
    await leaveMark(admitted.db, actor);
    expect((await fullAtOf(`key:${id}`)) - Date.now()).toBeLessThan((2 * 60_000) / quotas.key);
  });

  test("a statement in one piece waits until the request was admitted, and is counted once", async () => {
    const { key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    const caller = { userId: null, key: { hash, needs: "write" as const } };
    const admitted = admitting(db(), { caller, address: null });
    const plain = await rows(admitted.db, sql`select 1 as one`, (row) => row);
    expect(plain).toEqual([{ one: 1 }]);
    const used = admitted.admission()?.fullIn;
    const found = await rows(admitted.db, act(undefined, sql`select 7 as seven`), (row) => row);
    expect(found).toEqual([{ seven: 7 }]);
    expect(admitted.admission()?.fullIn).toBe(used);
  });

  test("a statement in one piece is not sent for a request that is turned away", async () => {
    const { id, slug } = await keyedTenant(db());
    const hash = "0".repeat(64);
    const caller = { userId: null, key: { hash, needs: "write" as const } };
    const admitted = admitting(db(), { caller, address: null });
    const rename = sql`update organizations set name = 'Taken' where slug = ${slug}`;
    await expect(admitted.db.execute(rename)).rejects.toThrow(NotAdmittedError);
    const [row] = await db().select().from(organizations).where(eq(organizations.id, id));
    expect(row?.name).not.toBe("Taken");
  });
});
