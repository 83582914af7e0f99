import { once } from "node:events";
import { request } from "node:http";
import { json } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type TestGateway, testGateway } from "./gateway.ts";

// What a browser sends for a page: it alone chooses these, never the page.
const pagesElsewhere: [what: string, headers: Record<string, string>][] = [
  ["a page of another site", { origin: "https://evil.example" }],
  ["a page whose name begins like this machine's", { origin: "http://localhost.evil.example" }],
  ["a page that hides where it is from", { origin: "null" }],
  ["a page whose name leads to this machine", { host: "evil.example:54322" }],
  ["such a page, with its origin", { host: "evil.example", origin: "http://evil.example" }],
];
const pagesHere = ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"];

/** `fetch` would not send these headers as they are. */
async function ask({ gateway, url }: TestGateway, method: string, headers: Record<string, string>) {
  const asked = request(gateway.url, {
    method,
    headers: { "Neon-Connection-String": url(), ...headers },
  });
  asked.end(method === "POST" ? JSON.stringify({ query: "select 1 as n" }) : "");
  const [answer] = await once(asked, "response");
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: method === "POST" ? await json(answer) : answer.resume(),
  };
}

describe.each(pagesElsewhere)("%s", (_, headers) => {
  test("can neither read nor write the database", async () => {
    const answer = await ask(await testGateway(), "POST", headers);
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({ message: "only this machine may ask" });
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("is told so when its browser asks first", async () => {
    expect((await ask(await testGateway(), "OPTIONS", headers)).status).toBe(403);
  });

  test("opens no session", async () => {
    const { gateway } = await testGateway();
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/v2`, { headers });
    const [error] = await once(socket, "error");
    expect(String(error)).toContain("Unexpected server response: 403");
  });
});

describe.each(pagesHere)("a page of this machine, %s,", (origin) => {
  test("may ask, and read the answer", async () => {
    const gateway = await testGateway();
    const first = await ask(gateway, "OPTIONS", { origin });
    expect(first.status).toBe(200);
    expect(first.headers["access-control-allow-headers"]).toMatch(
      /Neon-Connection-String.*Neon-Raw-Text-Output.*Neon-Array-Mode/,
    );
    expect(first.headers.allow).toBe("OPTIONS, POST");
    const answer = await ask(gateway, "POST", { origin });
    expect(answer.body).toMatchObject({ rows: [{ n: 1 }] });
    for (const { headers } of [first, answer]) {
      expect(headers).toMatchObject({ "access-control-allow-origin": origin, vary: "Origin" });
    }
  });
});

test("a program, which says no origin, asks under any name of this machine", async () => {
  const gateway = await testGateway();
  for (const host of ["localhost", "127.0.0.1:54322", "ep-local.penning.localhost:54322"]) {
    expect((await ask(gateway, "POST", { host })).status).toBe(200);
  }
});
