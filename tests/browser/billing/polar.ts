import { afterAll, beforeAll, expect, inject } from "vitest";
import { tcpDatabase } from "#lib/db/node.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { recall } from "#local/polar/recall.ts";
import { type PolarStandIn, startPolar } from "#local/polar/server.ts";
import { type NextServer, startNext } from "#tests/build/next-server.ts";
import { openAt } from "../page.ts";

// What these tests have Polar refuse and lose is refused and lost for everybody who talks to it, so
// each file has a Polar of its own, and an app that talks to it.
let standIn: PolarStandIn;
let app: NextServer;
beforeAll(async () => {
  standIn = await startPolar({
    webhook: { url: "http://127.0.0.1:1/", secret: allLocalSecrets.POLAR_WEBHOOK_SECRET },
    pace: 0.01,
  });
  const { db, end } = tcpDatabase(inject("env").DATABASE_URL_UNPOOLED ?? "");
  await recall(db, standIn.store).finally(end);
  const env = { POLAR_ACCESS_TOKEN: standIn.token, POLAR_API_URL: standIn.url };
  app = await startNext(inject("build"), { ...inject("env"), ...env });
  standIn.store.endpoint.url = new URL("/api/webhooks/polar", app.url).href;
  openAt(app.url);
});
afterAll(async () => {
  await app?.stop();
  await standIn?.close();
});

/** What every webhook goes through in these tests. */
export const disorder = { shuffle: true, duplicate: 0.5, twins: 0.5, delay: 100 };

/** Calls the stand-in for Polar: its API, and what people and time do there. */
export async function polar<Answer = unknown>(
  method: "GET" | "POST" | "PUT",
  path: string,
  data?: object,
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${standIn.token}`,
    "content-type": "application/json",
  };
  const body = data && JSON.stringify(data);
  const answer = await fetch(new URL(path, standIn.url), {
    method,
    headers,
    ...(body && { body }),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  // The stand-in is ours, and so is the type of what it answers.
  return answer.json();
}

/** Waits until every webhook has come. */
export const settled = () => polar("POST", "/control/settle");

/** So many calls of the app are refused, as when Polar is down. */
export const refuse = (times: number) => polar("PUT", "/control/refusal", { status: 503, times });

interface Listed {
  items: { id: string; status: string; description?: string }[];
}

export const subscriptionsOf = async (organizationId: string) =>
  (await polar<Listed>("GET", `/v1/subscriptions?external_customer_id=${organizationId}`)).items;

export const ordersOf = async (organizationId: string) =>
  (await polar<Listed>("GET", `/v1/orders?external_customer_id=${organizationId}`)).items;
