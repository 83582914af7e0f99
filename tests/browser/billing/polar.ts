import { expect, inject } from "vitest";

/** What every webhook goes through in these tests. */
export const disorder = { shuffle: true, duplicate: 0.5, twins: 0.5, delay: 100 };

/** Calls the stand-in for Polar: its API, and what people and time do there. */
export async function polar<Answer = unknown>(
  method: "GET" | "POST" | "PUT",
  path: string,
  data?: object,
): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${inject("env").POLAR_ACCESS_TOKEN}`,
    "content-type": "application/json",
  };
  const body = data && JSON.stringify(data);
  const answer = await fetch(new URL(path, inject("polar")), {
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
