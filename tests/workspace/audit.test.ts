import { describe, expect, test } from "vitest";
import { invitations, user } from "#drizzle/tables.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { actorName, auditPredicate } from "#lib/organizations/audit-sentence.ts";
import { exportAuditTrail } from "#lib/workspace/reads/audit-csv.ts";
import {
  type AuditFilter,
  auditQuery,
  eventsPerPage,
  getAuditTrail,
} from "#lib/workspace/reads/audit-trail.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant, turnAll } from "./tenant.ts";

const database = testDatabase();

const at = (moment: string) => new Date(moment);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  const csv = async (scope: Scope, filter: AuditFilter = {}) => {
    const stream = await exportAuditTrail(db(), scope, filter);
    if (typeof stream === "string") return stream;
    return Buffer.from(await new Response(stream).arrayBuffer()).toString("utf8");
  };

  const invite = async (organizationId: string) => {
    const id = crypto.randomUUID();
    await db()
      .insert(invitations)
      .values({ id, organizationId, email: "new@acme.test", expiresAt: new Date() });
    return { targetType: "invitation", targetId: id };
  };

  test("owners and admins read what happened as sentences, newest first", async () => {
    const { id, owner, join, happen } = await tenant(db());
    const admin = await join("admin", { name: "Ada" });
    const gone = crypto.randomUUID();
    await db().insert(user).values({ id: gone, name: "", email: null, deletedAt: new Date() });
    const byOwner = { actorId: owner.userId, ipAddress: "192.0.2.1", userAgent: "a browser" };
    const onAdmin = { targetType: "member", targetId: admin.userId };
    await happen([
      { ...byOwner, action: "organization.created", createdAt: at("2026-01-01") },
      {
        ...byOwner,
        ...onAdmin,
        action: "member.role_changed",
        metadata: { from: "member", to: "admin" },
        createdAt: at("2026-01-02"),
      },
      {
        ...(await invite(id)),
        actorId: admin.userId,
        action: "invitation.created",
        metadata: { role: "member" },
        createdAt: at("2026-01-03"),
      },
      { actorId: gone, action: "member.left", createdAt: at("2026-01-04") },
      { ...onAdmin, action: "member.removed", createdAt: at("2026-01-05") },
      { ...byOwner, action: "new.act", metadata: ["odd"], createdAt: at("2026-01-06") },
    ]);
    const found = await getAuditTrail(db(), admin);
    expect(found?.shown.map((event) => `${actorName(event)} ${auditPredicate(event)}`)).toEqual([
      "Owner new act",
      "System removed Ada",
      "A deleted user left the organization",
      "Ada invited new@acme.test as member",
      "Owner changed the role of Ada from member to admin",
      "Owner created the organization",
    ]);
    expect(found?.shown[4]).toMatchObject({
      ipAddress: "192.0.2.1",
      userAgent: "a browser",
      createdAt: at("2026-01-02"),
    });
  });

  test("members, strangers and other owners see and export nothing", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    await mine.happen([{ action: "organization.created" }]);
    for (const [scope, refusal] of [
      [await mine.join("member"), "forbidden"],
      [await mine.join("owner", {}, { deletedAt: new Date() }), "not_found"],
      [{ userId: "nobody", slug: mine.slug }, "not_found"],
      [{ userId: other.owner.userId, slug: mine.slug }, "not_found"],
    ] as const) {
      expect(await getAuditTrail(db(), scope)).toBeNull();
      expect(await csv(scope)).toBe(refusal);
    }
    expect(await getAuditTrail(db(), other.owner)).toMatchObject({ shown: [] });
    expect(await csv(other.owner)).not.toContain("organization.created");
  });

  test("the trail can be narrowed to who, what, whom and when", async () => {
    const { id, owner, slug, join, happen } = await tenant(db());
    const ada = await join("admin", { name: "Ada 100%", email: `ada@${slug}.test` });
    await happen([
      { actorId: owner.userId, action: "member.joined", createdAt: at("2026-01-01T23:59:59Z") },
      {
        actorId: owner.userId,
        action: "member.removed",
        targetType: "member",
        targetId: ada.userId,
        createdAt: at("2026-01-02T00:00:00Z"),
      },
      {
        ...(await invite(id)),
        actorId: ada.userId,
        action: "invitation.created",
        createdAt: at("2026-01-03T23:59:59Z"),
      },
      { action: "member.left", createdAt: at("2026-01-04T00:00:00Z") },
    ]);
    const found = async (query: Record<string, unknown>) =>
      (await getAuditTrail(db(), owner, auditQuery.parse(query)))?.shown.map(
        ({ action }) => action,
      );
    expect(await found({ actor: "ada@" })).toEqual(["invitation.created"]);
    expect(await found({ actor: "100%" })).toEqual(["invitation.created"]);
    expect(await found({ actor: owner.userId })).toEqual(["member.removed", "member.joined"]);
    expect(await found({ actor: "System" })).toEqual(["member.left"]);
    expect(await found({ action: "member.joined" })).toEqual(["member.joined"]);
    expect(await found({ target: "ADA" })).toEqual(["member.removed"]);
    expect(await found({ target: "new@acme" })).toEqual(["invitation.created"]);
    expect(await found({ from: "2026-01-02", to: "2026-01-03" })).toEqual([
      "invitation.created",
      "member.removed",
    ]);
    expect(await found({ actor: "nobody" })).toEqual([]);
    const rubbish = { action: "x", from: "2026-02-31", to: "yesterday", after: "1", before: "'" };
    expect(await found(rubbish)).toHaveLength(4);
  });

  test("page after page shows each event once, also those of one moment and while more come", async () => {
    const { owner, happen } = await tenant(db());
    const count = 2 * eventsPerPage + 3;
    const createdAt = at("2026-05-01");
    await happen(Array.from({ length: count }, () => ({ action: "member.joined", createdAt })));
    const all = await turnAll(
      (after) => getAuditTrail(db(), owner, { after }),
      () => happen([{ action: "member.left" }]),
    );
    expect(all).toHaveLength(count);
    expect(new Set(all.map(({ id }) => id)).size).toBe(count);
    const back = await getAuditTrail(db(), owner, { before: all[eventsPerPage]?.id });
    expect(back?.shown).toEqual(all.slice(0, eventsPerPage));
    expect(back?.previous).toBeDefined();
  });

  test("the export has every event that the filter lets through, however many", async () => {
    const { owner, happen } = await tenant(db());
    const joined = { action: "member.joined", actorId: owner.userId };
    await happen([
      ...Array.from({ length: 2_501 }, () => joined),
      { action: "member.left", actorId: owner.userId },
    ]);
    const text = await csv(owner, { action: "member.joined" });
    expect(text.match(/member\.joined/g)).toHaveLength(2_501);
    expect(text.match(/time,actor,/g)).toHaveLength(1);
    expect(text).not.toContain("member.left");
  });

  test("the export is CSV in UTF-8 in which no cell is a formula", async () => {
    const { owner, happen, join } = await tenant(db());
    const zoe = await join("admin", { name: '=HYPERLINK("https://evil.test","Zoë, 名")' });
    await happen(
      ["+1", "-1", "@sum", "\ttab", 'comma, "quote"\nline'].map((userAgent) => ({
        action: "member.left",
        actorId: zoe.userId,
        userAgent,
        createdAt: at("2026-01-02T03:04:05.678Z"),
      })),
    );
    const text = await csv(owner);
    expect(text.startsWith("\uFEFFtime,actor,actor_email,")).toBe(true);
    expect(text).toContain("2026-01-02T03:04:05.678Z");
    expect(text).toContain('"\'=HYPERLINK(""https://evil.test"",""Zoë, 名"")"');
    for (const cell of [",'+1,", ",'-1,", ",'@sum,", "'\ttab", '"comma, ""quote""\nline"']) {
      expect(text).toContain(cell);
    }
    expect(text).not.toMatch(/(^|,)"?[=+\-@\t]/m);
  });
});
