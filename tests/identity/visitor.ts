import { applySetCookies } from "better-auth/cookies";
import { eq } from "drizzle-orm";
import { accountActions } from "#account/actions.ts";
import { user } from "#drizzle/tables.ts";
import { handler } from "#identity/handler.ts";
import { findUser } from "#identity/session.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { products } from "#lib/products/products.ts";
import type { TestDatabase } from "../database.ts";

export const appUrl = "http://localhost:3000";
export const password = "a good long password";

/** The local secrets of products. */
const ofProducts = Object.fromEntries(
  products.flatMap(({ environment = {} }) =>
    Object.keys(environment).flatMap((name) => {
      const secret = new Map(Object.entries(allLocalSecrets)).get(name);
      return secret ? [[name, secret]] : [];
    }),
  ),
);

/** Makes the app in this process work on a test database. Call it before anything else does. */
export function useDatabase({ pooled, read }: TestDatabase): void {
  const secrets = { BETTER_AUTH_SECRET: allLocalSecrets.BETTER_AUTH_SECRET, AUTH_PROVIDER: "" };
  // The proxy before the app, which is not there, tells where visitors come from.
  const proxy = { TRUSTED_PROXY: "x-forwarded-for" };
  const urls = { DATABASE_URL: pooled, DATABASE_URL_READ: read, APP_URL: appUrl };
  Object.assign(process.env, secrets, ofProducts, urls, proxy);
}

/** A browser without script, at an address, with its cookies. */
export class Visitor {
  readonly headers: Headers;

  constructor(address = "127.0.0.1") {
    this.headers = new Headers({ "x-forwarded-for": address, "user-agent": "Firefox/140.0 Linux" });
  }

  /** Sends a form of `/api/account`, and keeps the cookies of the answer. */
  async post(
    form: string,
    fields: Record<string, string> | FormData = {},
    headers: HeadersInit = {},
  ) {
    const all = new Headers(this.headers);
    all.set("sec-fetch-site", "same-origin");
    for (const [name, value] of new Headers(headers)) all.set(name, value);
    const sent = new Response(fields instanceof FormData ? fields : new URLSearchParams(fields));
    all.set("content-type", sent.headers.get("content-type") ?? "");
    const init = { method: "POST", headers: all, body: await sent.arrayBuffer() };
    const act = accountActions[form];
    if (!act) throw new Error(`There is no form ${form}`);
    return this.#keep(await act(new Request(`${appUrl}/api/account/${form}`, init)));
  }

  /** Calls `/api/auth`. */
  async api(path: string, init: { method?: string; body?: string } = {}): Promise<Response> {
    const headers = new Headers(this.headers);
    headers.set("origin", appUrl);
    headers.set("content-type", "application/json");
    const request = new Request(`${appUrl}/api/auth${path}`, { ...init, headers });
    return this.#keep(await handler(request));
  }

  /** Signs up with a new address. */
  async signUp({ name = "Ada", email = `${crypto.randomUUID()}@example.test` } = {}) {
    const response = await this.post("sign-up", { name, email, password });
    if (response.headers.get("location") !== "/welcome") {
      throw new Error(`Could not sign up: ${response.headers.get("location")}`);
    }
    return email;
  }

  /** Has their address confirmed, as by the link of the mail. */
  async confirm(db: DrizzleDatabase): Promise<void> {
    const found = await this.whoAmI();
    await db
      .update(user)
      .set({ emailVerified: true })
      .where(eq(user.id, found?.id ?? ""));
  }

  /** Who the app says this is. */
  whoAmI = (db?: DrizzleDatabase) => findUser(this.headers, db);

  /** What a browser does by itself after five minutes. */
  dropCookieCache(): void {
    const kept = (this.headers.get("cookie") ?? "")
      .split("; ")
      .filter((cookie) => !cookie.startsWith("better-auth.session_data="));
    this.headers.set("cookie", kept.join("; "));
  }

  #keep(response: Response): Response {
    applySetCookies(this.headers, response.headers.getSetCookie());
    return response;
  }
}
