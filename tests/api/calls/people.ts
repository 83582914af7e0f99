import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { invitations, memberships } from "#drizzle/tables.ts";
import { mailTo } from "../../organizations/team.ts";
import { call } from "../api.ts";
import { db, key, setUp, someone } from "./set-up.ts";

// What is done with people and invitations.

test("a key with write invites, sends again and takes back, and each request acts once", async () => {
  const { params, write, id } = await setUp();
  const email = someone();
  const sent = { as: write.key, params, body: { email, role: "member" }, headers: key() };
  const answers = [await call("createInvitation", sent), await call("createInvitation", sent)];
  const invited = { email, role: "member", isMailed: true };
  expect(answers[0]).toMatchObject({ status: 201, body: invited });
  expect(answers[1]?.body).toEqual(answers[0]?.body);
  expect(answers[1]?.headers.get("idempotency-replayed")).toBe("true");
  expect(await db().$count(invitations, eq(invitations.organizationId, id))).toBe(1);
  const other = { ...sent, body: { email: someone(), role: "member" } };
  expect(await call("createInvitation", other)).toMatchObject({
    status: 422,
    body: { code: "idempotency_key_reused" },
  });
  const owner = { ...sent, body: { email: someone(), role: "owner" }, headers: key() };
  expect(await call("createInvitation", owner)).toMatchObject({ status: 403 });
  const listed = await call("listInvitations", { as: write.key, params });
  expect(listed.body?.data).toMatchObject([{ email, id: answers[0]?.body?.id }]);
  const one = { as: write.key, params: { ...params, id: String(answers[0]?.body?.id) } };
  expect(await call("resendInvitation", one)).toMatchObject({ status: 204 });
  expect(await call("deleteInvitation", one)).toMatchObject({ status: 204 });
  expect(await call("deleteInvitation", one)).toMatchObject({ status: 204 });
  expect(
    await call("revokeInvitations", { ...sent, body: { ids: [one.params.id] }, headers: key() }),
  ).toMatchObject({ status: 204 });
  const again = { ...sent, headers: key() };
  const quiet = [await call("createInvitation", again), await call("createInvitation", again)];
  for (const { status, body } of quiet) {
    expect({ status, body }).toMatchObject({ status: 201, body: { email, isMailed: false } });
  }
  const reopened = { as: write.key, params: { ...params, id: String(quiet[0]?.body?.id) } };
  expect(await call("deleteInvitation", reopened)).toMatchObject({ status: 204 });
  const nobodys = { as: write.key, params: { ...params, id: crypto.randomUUID() } };
  for (const each of ["resendInvitation", "deleteInvitation"]) {
    expect(await call(each, nobodys)).toMatchObject({ status: 404 });
  }
  const trail = await call("listAuditEvents", { as: write.key, params });
  expect(trail.body?.data.map((event: { action: string }) => event.action).toSorted()).toEqual([
    "invitation.created",
    "invitation.created",
    "invitation.revoked",
    "invitation.revoked",
  ]);
  expect(trail.body?.data).toContainEqual(
    expect.objectContaining({ actorId: null, apiKeyId: write.id }),
  );
});

test("whoever is invited accepts or declines, once", async () => {
  for (const id of ["acceptInvitation", "declineInvitation"]) {
    const [{ params, write }, invited] = [await setUp(), await setUp()];
    const body = { email: invited.email, role: "member" };
    const made = await call("createInvitation", { as: write.key, params, body });
    expect(made.status).toBe(201);
    const mail = await mailTo(db(), invited.email);
    const { link = "" } = mail.find(({ template }) => template === "invitation") ?? {};
    const token = link.split("/").at(-1);
    const sent = { as: invited.visitor, body: { token }, headers: key() };
    const status = id === "acceptInvitation" ? 200 : 204;
    const answers = [await call(id, sent), await call(id, sent)];
    for (const answer of answers) expect(answer.status).toBe(status);
    expect(answers[1]?.headers.get("idempotency-replayed")).toBe("true");
    expect(await call(id, { as: invited.visitor, body: { token: "none" } })).toMatchObject({
      status: 404,
    });
  }
});

test("a key with write manages everybody but owners", async () => {
  const { params, write, join, userId } = await setUp();
  const member = { ...params, userId: (await join("admin")).userId };
  const as = write.key;
  const admin = { role: "admin" };
  expect(
    await call("updateMember", { as, params: member, body: { role: "member" } }),
  ).toMatchObject({
    status: 200,
    body: { role: "member", ended: { invitations: [], apiKeys: [] } },
  });
  expect(await call("updateMember", { as, params: member, body: admin })).toMatchObject({
    status: 403,
    body: { code: "forbidden" },
  });
  expect(
    await call("updateMember", { as, params: member, body: { role: "member" } }),
  ).toMatchObject({
    status: 200,
  });
  const owner = { ...params, userId };
  for (const id of ["updateMember", "deleteMember"]) {
    const answer = await call(id, {
      as,
      params: owner,
      ...(/update/.test(id) && { body: admin }),
    });
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
  }
  expect(await call("updateMember", { as, params: member, body: { role: "owner" } })).toMatchObject(
    {
      status: 403,
    },
  );
  const gone = { status: 200, body: { ended: { invitations: [], apiKeys: [] } } };
  expect(await call("deleteMember", { as, params: member })).toMatchObject(gone);
  expect(await call("deleteMember", { as, params: member })).toMatchObject(gone);
  const [row] = await db().select().from(memberships).where(eq(memberships.userId, member.userId));
  expect(row?.deletedAt).toBeInstanceOf(Date);
});
