import { resolve } from "node:path";
import { z } from "zod";
import { openApiDocument } from "#lib/api/openapi/document.ts";
import { operations } from "#lib/products/published.ts";
import { appFiles } from "../app-files.ts";
import { appUrl, Visitor } from "../identity/visitor.ts";

const documented = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(
          z.string(),
          z.object({
            headers: z.record(z.string(), z.unknown()).optional(),
            content: z
              .record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }))
              .optional(),
          }),
        ),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** The document as it is served: through JSON. */
const document = documented.parse(JSON.parse(JSON.stringify(openApiDocument(operations))));

export const paths = Object.keys(document.paths);
/** The methods of each path. */
export const documentedMethods = Object.fromEntries(
  Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.keys(methods).map((method) => method.toUpperCase()),
  ]),
);
export const ids = operations.map(({ id }) => id);

/** Those that some test has called. */
export const called = new Set<string>();

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

interface Sent {
  /** An API key, or somebody who is signed in. */
  as?: string | Visitor;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  headers?: Record<string, string>;
}

/**
 * Calls an operation through its route as it is deployed, and checks that the answer is one that the
 * document tells of.
 */
export async function call(id: string, { as, params = {}, query, body, headers }: Sent = {}) {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`There is no operation ${id}`);
  called.add(id);
  const all = new Headers(as instanceof Visitor ? as.headers : {});
  if (as instanceof Visitor) all.set("sec-fetch-site", "same-origin");
  else if (as) all.set("authorization", `Bearer ${as}`);
  if (body) all.set("content-type", "application/json");
  for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const url = `${appUrl}/api/v1${path}?${new URLSearchParams(query)}`;
  const init = {
    method: operation.method,
    headers: all,
    ...(body && { body: JSON.stringify(body) }),
  };
  const handle = await routeOf(operation.path, operation.method);
  const response = await handle(new Request(url, init), { params: Promise.resolve(params) });
  return { status: response.status, headers: response.headers, body: await checked(id, response) };
}

/** Those of the example as well, whose folders are where its tests are. */
const routes = ["app", "tests/products/example/app"].flatMap((app) => appFiles("route", app));

async function routeOf(path: string, method: string): Promise<Handler> {
  const address = `/api/v1${path.replaceAll("{", "[").replaceAll("}", "]")}`;
  const found = routes.find((one) => one.address === address);
  if (!found) throw new Error(`There is no route at ${address}`);
  const route: unknown = await import(/* @vite-ignore */ resolve(found.file));
  return z.custom<Handler>((value) => typeof value === "function").parse(Object(route)[method]);
}

/** The body, if the document knows the status, the type and the shape of it. */
async function checked(id: string, response: Response) {
  const found = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .find(({ operationId }) => operationId === id)?.responses[response.status];
  const text = await response.text();
  if (!found)
    throw new Error(`${id} answered ${response.status}, which is not documented: ${text}`);
  const [[type, { schema }] = [undefined, { schema: undefined }]] = Object.entries(
    found.content ?? {},
  );
  if (!type) {
    if (text) throw new Error(`${id} answered a body that is not documented: ${text}`);
    return undefined;
  }
  const given = response.headers.get("content-type")?.split(";", 1)[0];
  if (given !== type) throw new Error(`${id} answered ${given} instead of ${type}`);
  const body: unknown = JSON.parse(text);
  const complete = { ...schema, components: document.components };
  const parsed = z.fromJSONSchema(inlined(complete)).safeParse(body);
  if (!parsed.success) throw new Error(`${id} answered another shape: ${parsed.error.message}`);
  return z.record(z.string(), z.any()).parse(body);
}

/** A schema with what it refers to in its place. */
function inlined(schema: object): Parameters<typeof z.fromJSONSchema>[0] {
  const text = JSON.stringify(schema, (_, value: unknown) => {
    const ref = z.object({ $ref: z.string() }).safeParse(value);
    if (!ref.success) return value;
    return document.components.schemas[ref.data.$ref.split("/").at(-1) ?? ""];
  });
  const { components, ...rest } = JSON.parse(text);
  return rest;
}
