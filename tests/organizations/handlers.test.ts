import { beforeAll, beforeEach, expect, test } from "vitest";
import {
  changeSlugAct,
  createOrganizationAct,
  deleteAct,
  renameAct,
} from "#lib/organizations/acts.ts";
import {
  acceptInvitationAct,
  inviteAct,
  revokeInvitationAct,
} from "#lib/organizations/invitations/acts.ts";
import { changeRoleAct } from "#lib/organizations/member-acts.ts";
import { formPost } from "#tests/forms/post.ts";
import { testDatabase } from "../database.ts";
import { useDatabase, Visitor } from "../identity/visitor.ts";
import { appUrl, type Team, team, tokenOf } from "./team.ts";

const database = testDatabase();
let acme: Team;
const visitor = new Visitor();
let userId = "";
let email = "";
beforeAll(async () => {
  useDatabase(database);
  email = await visitor.signUp();
  userId = (await visitor.whoAmI())?.id ?? "";
});
beforeEach(async () => {
  acme = await team(db());
  await acme.join("owner", userId);
});

const db = () => database.on["postgres-js pooled"];

type Handler = (request: Request) => Promise<Response>;

/** Sends a form as a browser without script does. */
function send(handler: Handler, fields: Record<string, string> = {}, headers: HeadersInit = {}) {
  const all = new Headers(visitor.headers);
  all.set("sec-fetch-site", "same-origin");
  for (const [name, value] of new Headers(headers)) all.set(name, value);
  const init = { method: "POST", headers: all, body: new URLSearchParams(fields) };
  return handler(new Request(`${appUrl}/api/v1/`, init));
}
const location = async (answer: Promise<Response>) => (await answer).headers.get("location");

test("without script, who makes an organization comes to it, by the button or again by it", async () => {
  const fields = { id: crypto.randomUUID(), name: "Lamps", slug: "" };
  const first = await location(send(formPost(createOrganizationAct, {}), fields));
  expect(first).toMatch(/^\/o\/lamps\?notice=organization_created$/);
  expect(await location(send(formPost(createOrganizationAct, {}), fields))).toBe(first);
});

test("without script, who is refused comes back with what was wrong and what was typed", async () => {
  const taken = await team(db());
  const back = await location(
    send(formPost(changeSlugAct, { slug: acme.slug }), { slug: taken.slug }),
  );
  const url = new URL(back ?? "", appUrl);
  expect(url.pathname).toBe(`/o/${acme.slug}/settings`);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    error: "slug_taken",
    "error.slug": "slug_taken",
    "typed.slug": taken.slug,
    form: `/api/forms/organization.change_slug/${acme.slug}`,
  });
});

test("who moves an organization comes to its new address", async () => {
  const slug = `s-${crypto.randomUUID()}`;
  const to = `/o/${slug}/settings?notice=organization_slug_changed`;
  expect(await location(send(formPost(changeSlugAct, { slug: acme.slug }), { slug }))).toBe(to);
});

test.each(["", "a", "-a", "a--b", "a b", "ä", "new", "api", "x".repeat(49)])(
  "%j is no address of an organization",
  async (slug) => {
    const answer = await send(
      formPost(changeSlugAct, { slug: acme.slug }),
      { slug },
      { accept: "application/json" },
    );
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: "invalid_input",
      errors: { slug: expect.any(String) },
    });
    expect((await acme.row())?.slug).toBe(acme.slug);
  },
);

test("an address typed in capitals is taken in small letters", async () => {
  const slug = `s-${crypto.randomUUID()}`;
  await send(formPost(changeSlugAct, { slug: acme.slug }), { slug: ` ${slug.toUpperCase()} ` });
  expect((await acme.row())?.slug).toBe(slug);
});

test("who accepts an invitation comes to the organization, else back to the invitation", async () => {
  const other = await team(db());
  const inviter = new Visitor();
  await inviter.signUp();
  await inviter.confirm(db());
  await other.join("owner", (await inviter.whoAmI())?.id ?? "");
  const invitation = { email: email.toUpperCase(), role: "member" };
  const cookie = inviter.headers.get("cookie") ?? "";
  const sent = await location(
    send(formPost(inviteAct, { slug: other.slug }), invitation, { cookie }),
  );
  expect(sent).toBe(`/o/${other.slug}/members?notice=invitation_created`);
  const token = await tokenOf(db(), email);
  const refused = await location(send(formPost(acceptInvitationAct, {}), { token }, { cookie }));
  expect(refused).toMatch(new RegExp(`^/invite/${token}\\?.*error=other_address`));
  const accepted = `/o/${other.slug}?notice=invitation_accepted`;
  expect(await location(send(formPost(acceptInvitationAct, {}), { token }))).toBe(accepted);
  expect(await location(send(formPost(acceptInvitationAct, {}), { token }))).toBe(accepted);
});

test("another site cannot act in anybody's name", async () => {
  const headers = { "sec-fetch-site": "cross-site" };
  const answer = await send(formPost(deleteAct, { slug: acme.slug }), { name: "A team" }, headers);
  expect(answer.status).toBe(403);
  expect((await acme.row())?.deletedAt).toBeNull();
});

test.each(["%00", "\0", "../../acme", "' or true --"])("%j is nowhere", async (odd) => {
  const json = { accept: "application/json" };
  const name = { name: "Anything" };
  expect((await send(formPost(renameAct, { slug: odd }), name, json)).status).toBe(404);
  const role = { role: "admin" };
  expect(
    (await send(formPost(changeRoleAct, { slug: acme.slug, userId: odd }), role, json)).status,
  ).toBe(404);
  expect(
    (await send(formPost(revokeInvitationAct, { slug: acme.slug, id: odd }), {}, json)).status,
  ).toBe(404);
});

test("the audit trail says from where it was done", async () => {
  await send(formPost(renameAct, { slug: acme.slug }), { name: "Another" });
  expect(await acme.events()).toMatchObject([
    { actorId: userId, ipAddress: "127.0.0.1", userAgent: "Firefox/140.0 Linux" },
  ]);
});
