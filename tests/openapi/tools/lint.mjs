import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";

// Prints what Spectral and Redocly find in openapi.json, by all of Spectral's rules for OpenAPI and
// the rules that Redocly recommends, whose warnings count.

const source = readFileSync("openapi.json", "utf8");

const linter = new spectral.Spectral();
linter.setRuleset({
  extends: [[rulesets.oas, "all"]],
  rules: {
    // Tags stand in the order of the page that they head.
    "openapi-tags-alphabetical": "off",
    // It knows the scopes of OAuth alone; since OpenAPI 3.1 every scheme may have some.
    "oas3-operation-security-defined": "off",
    // Whom to ask is for each product to say.
    "info-contact": "off",
  },
});
const ofSpectral = (await linter.run(JSON.parse(source))).map(
  ({ code, message, path }) => `Spectral: ${code} at ${path.join("/")}: ${message}`,
);

const config = await createConfig({ extends: ["recommended-strict"] });
const ofRedocly = (
  await lintFromString({ source, absoluteRef: `${process.cwd()}/openapi.json`, config })
).map(
  ({ ruleId, message, location }) => `Redocly: ${ruleId} at ${location[0]?.pointer}: ${message}`,
);

console.log(JSON.stringify([...ofSpectral, ...ofRedocly], null, 2));
