import { expect, test } from "vitest";
import { call } from "../../../api/api.ts";
import { key, setUp } from "../../../api/calls/set-up.ts";

test("a key creates, changes, archives and restores a form to subscribe", async () => {
  const { params, key: makeKey } = await setUp();
  const { key: as } = await makeKey(["newsletter.write"]);
  const list = await call("createList", { as, params, body: { name: "Monthly letter" } });
  const lists = [String(list.body?.id)];
  const body = { name: "Footer", title: "Our letter", consent: "I want it.", lists };
  const sent = { as, params, body, headers: key() };
  const made = await call("createSubscribeForm", sent);
  expect(made).toMatchObject({ status: 201, body: { ...body, isDoubleOptIn: true } });
  expect((await call("createSubscribeForm", sent)).body).toEqual(made.body);
  const one = { as, params: { ...params, id: String(made.body?.id) } };
  const changed = { ...body, title: "The letter", isDoubleOptIn: false };
  expect(await call("updateSubscribeForm", { ...one, body: changed })).toMatchObject({
    status: 200,
    body: changed,
  });
  for (const [wrong, code] of [
    [{ ...body, lists: [crypto.randomUUID()] }, "form_lists_unknown"],
    [{ ...body, lists: [] }, "invalid_input"],
    [{ ...body, consent: "" }, "invalid_input"],
  ] as const) {
    expect(await call("updateSubscribeForm", { ...one, body: wrong })).toMatchObject({
      status: 422,
      body: { code },
    });
  }
  expect((await call("archiveSubscribeForm", one)).status).toBe(204);
  const found = await call("listSubscribeForms", { as, params });
  expect(found.body?.data).toMatchObject([
    {
      id: made.body?.id,
      title: "The letter",
      archivedAt: expect.any(String),
      lists: [{ id: lists[0] }],
    },
  ]);
  expect((await call("restoreSubscribeForm", one)).status).toBe(204);
  const nobodys = { as, params: { ...params, id: crypto.randomUUID() } };
  for (const id of ["archiveSubscribeForm", "restoreSubscribeForm"]) {
    expect((await call(id, nobodys)).status).toBe(404);
  }
});
