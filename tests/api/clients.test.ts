import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { GET as serveDocument } from "#app/api/v1/openapi.json/route.ts";
import { GET } from "#app/api/v1/organizations/route.ts";
import { OpenApiTools } from "#tests/openapi/tools.ts";
import { testDatabase } from "../database.ts";
import { appUrl, useDatabase } from "../identity/visitor.ts";
import { keyedTenant } from "./tenant.ts";

// What the document is for: programs of other people read it.

let tools: OpenApiTools;
const database = testDatabase();
beforeAll(async () => {
  tools = await OpenApiTools.for(
    z.record(z.string(), z.unknown()).parse(await serveDocument().json()),
  );
  useDatabase(database);
  // npm installs them the first time.
}, 300_000);
afterAll(async () => {
  tools?.remove();
});

const reads = z.custom<
  (access: {
    baseUrl: string;
    key: string;
    fetch: (request: Request) => Promise<Response>;
  }) => Promise<string[]>
>((value) => typeof value === "function");
const clients = z.object({ slugsWithTypes: reads, slugsWithClient: reads });

test("Spectral and Redocly find nothing wrong with the document", async () => {
  expect(await tools.findings()).toEqual([]);
});

test("clients that are generated from the document compile, and list organizations with a key", async () => {
  await tools.generate();
  await tools.compile();
  const { slugsWithTypes, slugsWithClient } = clients.parse(
    await import(/* @vite-ignore */ tools.client),
  );
  const tenant = await keyedTenant(database.on["postgres-js direct"]);
  const { key } = await tenant.key(["read"]);
  const asked: string[] = [];
  const fetch = async (request: Request) => {
    asked.push(`${request.method} ${request.url}`);
    return GET(request, { params: Promise.resolve({}) });
  };
  const access = { baseUrl: `${appUrl}/api/v1`, key, fetch };
  for (const slugs of [slugsWithTypes, slugsWithClient]) {
    expect(await slugs(access)).toEqual([tenant.slug]);
    await expect(slugs({ ...access, key: "pn_live_nobody" })).rejects.toThrow("unknown_key");
  }
  expect(asked).toEqual(Array(4).fill(`GET ${appUrl}/api/v1/organizations?limit=5`));
});

test("classes that are generated for Python read what the API answers", async () => {
  const tenant = await keyedTenant(database.on["postgres-js direct"]);
  const { key } = await tenant.key(["read"]);
  const headers = { authorization: `Bearer ${key}` };
  const response = await GET(new Request(`${appUrl}/api/v1/organizations`, { headers }), {
    params: Promise.resolve({}),
  });
  expect(await tools.slugsInPython(await response.text())).toEqual([tenant.slug]);
});
