import { randomBytes } from "node:crypto";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { linkIn, mailTo, waitForMail } from "../mail.ts";
import { type OpenOptions, openPage } from "../page.ts";

export const password = "correct horse battery staple";

/** Somebody with a browser of their own. */
export interface Person {
  page: Page;
  name: string;
  email: string;
}

/** Without script a page's address for its script is not asked for, and Chromium calls that an error. */
export const withoutScript = { javaScriptEnabled: false } as const;

/** What a page of something that is gone, or of somebody else, may log. */
const harmless = /\.js csp$|status of (401|403|404|409|410|422|503)/;

/** Somebody whom the app does not know yet. */
export async function stranger(options: OpenOptions = {}): Promise<Person> {
  const name = `Robin ${randomBytes(4).toString("hex")}`;
  const email = `${name.toLowerCase().replace(" ", ".")}@example.test`;
  return { page: await openPage({ expected: harmless, ...options }), name, email };
}

/** Somebody who has an account, and is signed in to it. */
export async function somebody(options: OpenOptions = {}): Promise<Person> {
  const person = await stranger(options);
  const { name, email } = person;
  await send(person, "/api/account/sign-up", { name, email, password });
  return person;
}

/** Posts what a form would, in somebody's name. @returns what the app answers. */
export async function send(
  { page }: Person,
  path: string,
  data: Record<string, string> = {},
  status = 200,
): Promise<Record<string, unknown>> {
  const answer = await page.request.post(path, {
    form: { ...data },
    headers: { accept: "application/json" },
  });
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(status);
  return answer.json();
}

export interface Organization {
  name: string;
  slug: string;
  /** Its first page; its other pages are below. */
  home: string;
}

/** Confirms somebody's address, by the mail that their sign-up sent: who invites needs that. */
async function confirm(person: Person): Promise<void> {
  const link = linkIn(await waitForMail(person.email, "Confirm your email address"));
  const token = new URL(link).searchParams.get("token") ?? "";
  await send(person, "/api/account/verify-address", { token });
}

/** An organization of somebody's own, whose address is confirmed. */
export async function organizationOf(owner: Person): Promise<Organization> {
  await confirm(owner);
  const name = `Lamp ${randomBytes(4).toString("hex")}`;
  const slug = name.toLowerCase().replace(" ", "-");
  await send(owner, "/api/forms/organization.create", { id: crypto.randomUUID(), name, slug });
  return { name, slug, home: `/o/${slug}` };
}

export type Role = "owner" | "admin" | "member";

/** Invites an address. @returns the path that the mail leads to. */
export async function invite(
  by: Person,
  { slug }: Organization,
  email: string,
  role: Role = "member",
): Promise<string> {
  // An earlier one may have come to the same address.
  const subject = "invited you to join";
  const sent = async () => (await mailTo(email)).filter((mail) => mail.subject.includes(subject));
  const before = (await sent()).length;
  await send(by, `/api/forms/invitation.create/${slug}`, { id: crypto.randomUUID(), email, role });
  await expect.poll(async () => (await sent()).length, { timeout: 10_000 }).toBe(before + 1);
  return pathOf(linkIn(await waitForMail(email, subject)));
}

/** Lets somebody in. */
export async function join(
  person: Person,
  by: Person,
  organization: Organization,
  role: Role = "member",
): Promise<void> {
  const token = (await invite(by, organization, person.email, role)).split("/").at(-1) ?? "";
  await send(person, "/api/forms/invitation.accept", { token });
}

/** The address of a link without its origin, which may be another server of the same app. */
export function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return pathname + search;
}
