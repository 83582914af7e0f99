import { sql } from "drizzle-orm";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { jobs } from "#app/api/cron/jobs.ts";
import { GET } from "#app/api/cron/route.ts";
import { productDemos } from "#drizzle/product-demos.ts";
import { seed } from "#drizzle/seed.ts";
import { outbox } from "#drizzle/tables.ts";
import { erasure } from "#lib/account/erasure.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { nameOfProvider, providers } from "#lib/integrations/names.ts";
import { receiveFrom } from "#lib/integrations/receive-from.ts";
import { replay } from "#lib/integrations/replay.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { audited } from "#lib/organizations/audit.ts";
import { actorName, auditActionNames, auditPredicate } from "#lib/organizations/audit-sentence.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { auditQuery, getAuditTrail } from "#lib/workspace/reads/audit-trail.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { demoMembers } from "#local/demo/people.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { createExampleTable } from "../build/example-table.ts";
import { drivers, testDatabase } from "../database.ts";
import { team } from "../organizations/team.ts";
import { exampleNotes } from "./example/schema.ts";

const secret = "a secret that only the cron knows";
const database = testDatabase();
let standIn: MailStandIn;
beforeAll(async () => {
  standIn = await startMail();
  // The environment is read once in a process.
  const urls = { DATABASE_URL: database.pooled, DATABASE_URL_READ: database.read };
  const variables = { ...allLocalSecrets, ...urls, ...standIn.env, CRON_SECRET: secret };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  for (const name of ["POLAR_ACCESS_TOKEN", "CLERK_SECRET_KEY"]) vi.stubEnv(name, "");
  await createExampleTable(database.on["postgres-js direct"]);
});
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.stop();
});

const call = async (query: string) => {
  const headers = { authorization: `Bearer ${secret}` };
  return (await GET(new Request(`http://localhost:3000/api/cron${query}`, { headers }))).json();
};

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an act of a product is in the audit trail as a sentence, and can be filtered by", async () => {
    const { id, owner, slug } = await team(db());
    await db().execute(sql`
      with pinned as (select ${id}::uuid as organization_id, 'a-note' as id)
      ${audited(owner, {
        action: "note.pinned",
        targetType: "note",
        from: sql`pinned`,
        organizationId: sql`pinned.organization_id`,
        targetId: sql`pinned.id`,
        metadata: sql`jsonb_build_object('name', 'Minutes')`,
      })}`);
    const filter = auditQuery.parse({ action: "note.pinned" });
    const found = await getAuditTrail(db(), { userId: owner.userId, slug }, filter);
    expect(found?.shown.map((event) => `${actorName(event)} ${auditPredicate(event)}`)).toEqual([
      "A person pinned the note Minutes",
    ]);
    expect(auditActionNames["note.pinned"]).toBe("Note pinned");
  });

  test("its part of the overview comes with the page's one statement, as a card", async () => {
    const { owner, slug } = await team(db());
    const sent = vi.fn();
    const watched: Database = {
      execute(statement) {
        sent();
        return db().execute(statement);
      },
    };
    const overview = await getOverview(watched, { userId: owner.userId, slug });
    expect(sent).toHaveBeenCalledTimes(1);
    expect(renderToStaticMarkup(overview?.parts.example?.(`/o/${slug}`))).toBe(
      `<a href="/o/${slug}/example" data-example="card of the example">0 events, says the example</a>`,
    );
  });

  test("what it holds of a person goes with them", async () => {
    const { id, owner, join } = await team(db());
    const member = await join("member");
    const note = { organizationId: id, text: "Mine" };
    await db()
      .insert(exampleNotes)
      .values([owner, member].map(({ userId }) => ({ ...note, userId })));
    await db().execute(sql`
      with gone as (select ${member.userId}::text as id), ${erasure(sql`gone`)} select`);
    const left = await rows(
      db(),
      sql`select user_id from example_notes where organization_id = ${id}::uuid`,
      ({ user_id }) => String(user_id),
    );
    expect(left).toEqual([owner.userId]);
  });

  test("its mail is put into the outbox with its cause, and arrives", async () => {
    const recipient = `${crypto.randomUUID()}@example.test`;
    await db().execute(sql`
      with cause as (select ${recipient}::text as address)
      ${enqueued({
        template: "note-digest",
        from: sql`cause`,
        recipient: sql`cause.address`,
        props: sql`jsonb_build_object('name', 'Ada', 'notes', 3)`,
      })}`);
    expect(await call("?job=mail")).toMatchObject({ jobs: { mail: { failed: 0, givenUp: 0 } } });
    expect(standIn.box.list(recipient)).toMatchObject([{ subject: "Your example notes" }]);
    expect(await db().$count(outbox, sql`sent_at is null`)).toBe(0);
  });
});

test("its job has its turn before mail goes out, and can be asked for alone", async () => {
  const names = jobs.map(({ name }) => name);
  expect(names.indexOf("example")).toBeGreaterThan(-1);
  expect(names.indexOf("example")).toBeLessThan(names.indexOf("mail"));
  expect(await call("?job=example")).toEqual({ jobs: { example: { shredded: 7 } } });
  const { jobs: all } = await call("");
  expect(Object.keys(all)).toEqual(names);
});

test("a delivery of its provider is kept, and is done again on demand", async () => {
  expect(providers).toContain("example-post");
  expect(nameOfProvider("example-post")).toBe("Example Post");
  const body = JSON.stringify({ type: "post.bounced", data: { id: "of the example" } });
  const signing = {
    secrets: ["known"],
    async verify(text: string, headers: Headers, known: string) {
      if (headers.get("webhook-signature") !== `${known}:${text.length}`) throw new Error("no");
    },
  };
  const deliver = (signature: string) =>
    receiveFrom(
      "example-post",
      signing,
      new Request("http://localhost/api/webhooks/example-post", {
        method: "POST",
        body,
        headers: {
          "webhook-id": "event-1",
          "webhook-timestamp": String(Math.floor(Date.now() / 1_000)),
          "webhook-signature": signature,
        },
      }),
    );
  vi.spyOn(console, "warn").mockImplementation(() => {});
  expect((await deliver("forged")).status).toBe(403);
  expect((await deliver(`known:${body.length}`)).status).toBe(200);
  const db = database.on["postgres-js direct"];
  const kept = await rows(
    db,
    sql`select id, provider, entity_id from webhook_events`,
    (row) => row,
  );
  expect(kept).toMatchObject([{ provider: "example-post", entity_id: "of the example" }]);
  expect(await replay.replayEvent(db, String(kept[0]?.id))).toMatchObject({ outcome: "stale" });
});

describe("its demo data", () => {
  const filled = testDatabase();
  test("is filled in with that of the others", async () => {
    const now = new Date("2026-03-18T14:25:00Z");
    await seed(filled.direct, now);
    const [insertDemo] = await productDemos("../../tests/products/example/demo.ts");
    await insertDemo?.(filled.on["postgres-js direct"], now, demoMembers(now));
    const pinned = await rows(
      filled.on["postgres-js direct"],
      sql`select slug from audit_events join organizations on organizations.id = organization_id
        where action = 'note.pinned' order by 1`,
      ({ slug }) => String(slug),
    );
    expect(pinned).toEqual(["acme", "globex", "initech"]);
  });
});
