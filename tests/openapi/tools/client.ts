import createFetchClient from "openapi-fetch";
import { createClient } from "./hey-api/client";
import { listOrganizations } from "./hey-api/sdk.gen";
import type { paths } from "./schema";

// What programs write with the types and the client that are generated from the document. The
// project's TypeScript checks it beside them.

/** Where the API is, and the key. */
interface Access {
  baseUrl: string;
  key: string;
  fetch: (request: Request) => Promise<Response>;
}

/** With openapi-fetch and the types of openapi-typescript. */
export async function slugsWithTypes({ baseUrl, key, fetch }: Access): Promise<string[]> {
  const headers = { authorization: `Bearer ${key}` };
  const client = createFetchClient<paths>({ baseUrl, fetch, headers });
  const { data, error } = await client.GET("/organizations", { params: { query: { limit: 5 } } });
  if (!data) throw new Error(error.code);
  return data.data.map(({ slug }) => slug);
}

/** With the client of hey-api, which puts the key where the document says. */
export async function slugsWithClient({ baseUrl, key, fetch }: Access): Promise<string[]> {
  const sent: typeof globalThis.fetch = (input, init) => fetch(new Request(input, init));
  const client = createClient({ baseUrl, auth: key, fetch: sent });
  const { data, error } = await listOrganizations({ client, query: { limit: 5 } });
  if (!data) throw new Error(error?.code);
  return data.data.map(({ slug }) => slug);
}
