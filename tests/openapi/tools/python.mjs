import { readFileSync, writeFileSync } from "node:fs";
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from "quicktype-core";

// Writes client.py: a class for every body that openapi.json describes, sent or answered. quicktype
// reads JSON Schema and not OpenAPI, so it is given the schemas that the document holds.

const { paths, components } = JSON.parse(readFileSync("openapi.json", "utf8"));
const input = new JSONSchemaInput(new FetchingJSONSchemaStore());

/** Adds the schemas of a body. */
async function add(name, content = {}) {
  for (const { schema } of Object.values(content)) {
    await input.addSource({ name, schema: JSON.stringify({ ...schema, components }) });
  }
}

for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
  await add(`${operation.operationId}Body`, operation.requestBody?.content);
  for (const [status, { content }] of Object.entries(operation.responses)) {
    await add(`${operation.operationId}Answer${status}`, content);
  }
}
const inputData = new InputData();
inputData.addInput(input);
const { lines } = await quicktype({
  inputData,
  lang: "python",
  rendererOptions: { "python-version": "3.7" },
});
writeFileSync("client.py", lines.join("\n"));
