import type { AnyOperation } from "#lib/api/operation.ts";

const site = "https://app.example.com";

const samples: Record<string, string> = {
  slug: "acme",
  id: "7d9f2c52-5d0b-4b8e-9d5c-0c8f2a6b1e11",
  userId: "user_2x4c8",
};

/** The address of an operation with values in the place of its parameters. */
const addressOf = ({ path, id }: AnyOperation) =>
  `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? name)}${
    id === "readBalance" ? "?organization=acme" : ""
  }`;

function headersOf({ scope, method, body, needsMatch }: AnyOperation): [string, string][] {
  return [
    ...(scope ? ([["Authorization", "Bearer pn_live_…"]] as const) : []),
    ...(body ? ([["Content-Type", "application/json"]] as const) : []),
    ...(method === "POST" ? ([["Idempotency-Key", "a-key-of-your-own"]] as const) : []),
    ...(needsMatch ? ([["If-Match", '"the ETag from your last read"']] as const) : []),
  ].map(([name, value]) => [name, value]);
}

/** A call from a shell; undefined for operations that need a person's session. */
export function curlExample(operation: AnyOperation): string | undefined {
  const { scope, method, example } = operation;
  if (!scope) return undefined;
  return [
    `curl${method === "GET" ? "" : ` -X ${method}`} ${site}${addressOf(operation)}`,
    ...headersOf(operation).map(([name, value]) => `  -H '${name}: ${value}'`),
    ...(example ? [`  -d '${JSON.stringify(example)}'`] : []),
  ].join(" \\\n");
}

/** A call from a program with a key, or from a page of the app with its visitor's session. */
export function typescriptExample(operation: AnyOperation): string {
  const { scope, method, example } = operation;
  const headers = headersOf(operation).map(
    ([name, value]) => `    ${JSON.stringify(name)}: ${codeOf(value)},`,
  );
  return [
    `const response = await fetch("${scope ? site : ""}${addressOf(operation)}", {`,
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    ...(headers.length > 0 ? ["  headers: {", ...headers, "  },"] : []),
    ...(example ? [`  body: JSON.stringify(${JSON.stringify(example)}),`] : []),
    "});",
    "if (!response.ok) throw new Error((await response.json()).code);",
    ...(204 in operation.answers ? [] : ["const answer = await response.json();"]),
  ].join("\n");
}

function codeOf(value: string): string {
  if (value.startsWith("Bearer")) return "`Bearer $" + "{key}`";
  return value === "a-key-of-your-own" ? "crypto.randomUUID()" : JSON.stringify(value);
}
