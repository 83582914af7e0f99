import * as z from "zod/mini";
import { eventTypes } from "#lib/outgoing-webhooks/event-types.ts";
import type { ProductEvent } from "#lib/products/product.ts";
import { productName } from "#lib/text/brand.ts";
import { type AnyOperation, commonProblems, groups } from "../operation.ts";
import { type ProblemCode, problems, programText } from "../problems.ts";
import { components, headerRefs } from "./components.ts";

type Json = Record<string, unknown>;

/** What every operation may be refused with, and what is its own, by status. */
export function problemsOf(operation: AnyOperation): Map<number, ProblemCode[]> {
  const codes = new Set([...operation.problems, ...commonProblems(operation)]);
  const byStatus = Map.groupBy(codes, (code): number => problems[code].status);
  return new Map([...byStatus].toSorted(([one], [other]) => one - other));
}

/** A schema as JSON Schema has it. What only code can check is left out. */
export function jsonSchema(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

/** The properties of an object's schema, and which of them have to be there. */
export function properties(schema: z.ZodMiniType | undefined): [string, Json, boolean][] {
  if (!schema) return [];
  const { properties: all, required } = jsonSchema(schema, "input");
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(Object(all)).map(([name, value]) => [
    name,
    { ...Object(value) },
    needed.has(name),
  ]);
}

/** The document of the API, OpenAPI 3.1, made of its operations. */
export function openApiDocument(operations: readonly AnyOperation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const method = operation.method.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [method]: described(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: `${productName} API`,
      version: "1",
      description: `Manage organizations, members and credits in ${productName}. Authenticate with an API key.`,
      license: { name: "MIT", url: "https://opensource.org/license/mit" },
    },
    servers: [{ url: "/api/v1" }],
    tags: [...new Set(operations.map(({ group }) => group))].map(({ name, description }) => ({
      name,
      description,
    })),
    paths,
    webhooks: webhooks(),
    components,
  };
}

/** What is sent to the webhook endpoints of an organization, by type (OpenAPI 3.1, 4.8.1). */
const webhooks = (): Json =>
  Object.fromEntries(
    Object.entries<ProductEvent>(eventTypes).map(([type, { description, schema, example }]) => [
      type,
      {
        post: {
          operationId: type,
          tags: [groups.webhookEndpoints.name],
          summary: type,
          description,
          security: [],
          parameters: signatureHeaders,
          requestBody: {
            required: true,
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["type", "timestamp", "data"],
                  properties: {
                    type: { const: type },
                    timestamp: { type: "string", format: "date-time" },
                    data: schema,
                  },
                },
                example: { type, timestamp: "2026-11-20T10:15:00.000Z", data: example },
              },
            },
          },
          responses: { 204: { description: "Any status from 200 to 299 says that it arrived." } },
        },
      },
    ]),
  );

/** Those of Standard Webhooks. */
const signatureHeaders = [
  ["webhook-id", "The same whenever the message is sent again."],
  ["webhook-timestamp", "Seconds since 1970, of this attempt."],
  [
    "webhook-signature",
    "`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64, for each secret.",
  ],
].map(([name, description]) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
}));

function described(operation: AnyOperation): Json {
  const { id, group, summary, description, scope, body, example } = operation;
  return {
    operationId: id,
    tags: [group.name],
    summary,
    ...(description && { description }),
    security: scope ? [{ apiKey: [scope] }, { session: [] }] : [{ session: [] }],
    parameters: parameters(operation),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: jsonSchema(body, "input"),
            ...(example && { example }),
          },
        },
      },
    }),
    responses: { ...answers(operation), ...refusals(operation) },
  };
}

function parameters({ method, params, query, needsMatch }: AnyOperation): Json[] {
  const inPath = properties(params).map(([name, schema]) => ({
    ...parameter(name, schema),
    in: "path",
    required: true,
  }));
  const inQuery = properties(query).map(([name, schema, required]) => ({
    ...parameter(name, schema),
    in: "query",
    required,
  }));
  const inHeaders = [
    ...(method === "POST" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ...(needsMatch ? [{ $ref: "#/components/parameters/IfMatch" }] : []),
  ];
  return [...inPath, ...inQuery, ...inHeaders];
}

/** OpenAPI has what is said about a parameter beside its schema. */
const parameter = (name: string, { description, ...schema }: Json) => ({
  name,
  description,
  schema,
});

function answers({ method, answers: all, ownIdempotency, isUncounted }: AnyOperation): Json {
  const common = isUncounted ? {} : headerRefs(method === "POST" && !ownIdempotency);
  return Object.fromEntries(
    Object.entries(all).map(([status, { description, schema, headers = {} }]) => {
      const own = Object.entries(headers).map(([name, text]) => [
        name,
        { description: text, schema: { type: "string" } },
      ]);
      return [
        status,
        {
          description,
          headers: { ...common, ...Object.fromEntries(own) },
          ...(schema && {
            content: { "application/json": { schema: jsonSchema(schema, "output") } },
          }),
        },
      ];
    }),
  );
}

function refusals(operation: AnyOperation): Json {
  return Object.fromEntries(
    Array.from(problemsOf(operation), ([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${programText(code)}`).join("\n\n"),
        ...(status === 429 && { headers: headerRefs(false, true) }),
        content: {
          "application/problem+json": {
            schema: {
              allOf: [
                { $ref: "#/components/schemas/Problem" },
                { properties: { status: { const: status }, code: { enum: codes } } },
              ],
            },
          },
        },
      },
    ]),
  );
}
