import { problemsOf, properties } from "#lib/api/openapi/document.ts";
import type { AnyOperation } from "#lib/api/operation.ts";
import { problems } from "#lib/api/problems.ts";
import { sufficientFor } from "#lib/organizations/scope.ts";
import { operations } from "#lib/products/published.ts";
import { curlExample, typescriptExample } from "./api-examples.ts";
import type { DocsPage } from "./page.ts";
import { Code, Facts, Listing, P } from "./prose.tsx";

/** What the API does, a section for each group, made of what its routes are made of. */
export const apiReference: DocsPage["sections"] = Array.from(
  Map.groupBy(operations, ({ group }) => group),
  ([group, found]) => ({
    id: group.name.toLowerCase().replaceAll(" ", "-"),
    title: group.name,
    body: (
      <div className="grid gap-3">
        {found.map((operation) => (
          <Operation key={operation.id} operation={operation} />
        ))}
      </div>
    ),
  }),
);

function Operation({ operation }: { operation: AnyOperation }) {
  const { id, method, path, summary, description, scope } = operation;
  const curl = curlExample(operation);
  return (
    <details id={id} className="scroll-mt-8 rounded-xl border border-line bg-surface">
      <summary className="grid cursor-pointer gap-0.5 rounded-xl px-4 py-3 hover:bg-sunken">
        <span className="font-medium">{summary}</span>
        <span className="font-mono text-sm text-muted wrap-anywhere">
          {method} {path}
        </span>
      </summary>
      <div className="grid gap-4 border-t border-line p-4">
        {description && <P>{description}</P>}
        <P>
          {scope ? (
            <>
              Requires an API key with the scope{" "}
              {sufficientFor(scope).map((one, at) => (
                <span key={one}>
                  {at > 0 && " or "}
                  <Code>{one}</Code>
                </span>
              ))}
              , or a signed-in person.
            </>
          ) : (
            "Requires a signed-in person. API keys cannot use this endpoint."
          )}
        </P>
        <Inputs operation={operation} />
        {curl && <Listing label={`${summary} with curl`}>{curl}</Listing>}
        <Listing label={`${summary} in TypeScript`}>{typescriptExample(operation)}</Listing>
        <Answers operation={operation} />
      </div>
    </details>
  );
}

function Inputs({ operation: { summary, params, query, body } }: { operation: AnyOperation }) {
  const rows = [
    ...properties(params).map((property) => ["path", property] as const),
    ...properties(query).map((property) => ["query", property] as const),
    ...properties(body).map((property) => ["body", property] as const),
  ].map(([place, [name, schema, isRequired]]) => [
    <Code key={name}>{name}</Code>,
    place,
    `${typeOf(schema)}${isRequired ? "" : ", optional"}`,
  ]);
  if (rows.length === 0) return null;
  return <Facts label={`Parameters of ${summary}`} head={["Name", "In", "Type"]} rows={rows} />;
}

function Answers({ operation }: { operation: AnyOperation }) {
  const answers = Object.entries(operation.answers).map(([status, { description }]) => [
    status,
    description,
  ]);
  const refusals = Array.from(problemsOf(operation), ([status, codes]) => [
    status,
    codes.map((code) => (
      <span key={code} className="block">
        <Code>{code}</Code> {problems[code].message}
      </span>
    )),
  ]);
  return (
    <Facts
      label={`Responses of ${operation.summary}`}
      head={["Status", "Meaning"]}
      rows={[...answers, ...refusals]}
    />
  );
}

/** The type of a property in words, as far as JSON Schema says it. */
function typeOf(schema: Record<string, unknown>): string {
  const { type, format, enum: values, items } = schema;
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(" or ");
  if (type === "array") return `array of ${typeOf({ ...Object(items) })}`;
  if (format === "uuid") return "UUID";
  if (format === "email") return "email address";
  if (type === "integer") return "integer";
  return type === "number" ? "number" : "string";
}
