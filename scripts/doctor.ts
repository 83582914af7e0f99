import { parseArgs } from "node:util";
import { checkEndpoints } from "./doctor/endpoints.ts";
import { checkEnvironment, chooseVariables } from "./doctor/environment.ts";
import { type Finding, line } from "./doctor/finding.ts";
import { checkMachine } from "./doctor/machine.ts";
import { checkMigrations } from "./doctor/migrations.ts";
import { checkRegions, chosenRegions } from "./doctor/regions.ts";
import { loadEnvironmentFiles } from "./environment-files.ts";

const usage = `npm run doctor             look for what is missing or wrong, and say what to type
npm run doctor -- --json   the same for programs: [{ check, status, message, type }]

It reads .env.local, .env and their like as Next does. It ends with 1 when there is a problem.`;

async function examine(): Promise<Finding[]> {
  const { variables, finding } = await chooseVariables(process.env);
  const findings = [...checkMachine(), finding];
  if (!variables) return findings;
  const endpoints = await checkEndpoints(variables);
  const regions = checkRegions(variables, chosenRegions());
  findings.push(...checkEnvironment(variables), ...regions, ...endpoints);
  const isReached = endpoints.some(
    ({ check, status }) => check === "Direct connection" && status === "ok",
  );
  if (isReached) findings.push(await checkMigrations(variables));
  return findings;
}

const { values: flags } = parseArgs({
  options: { json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (flags.help) {
  console.log(usage);
} else {
  loadEnvironmentFiles();
  const findings = await examine();
  console.log(flags.json ? JSON.stringify(findings, null, 2) : findings.map(line).join("\n"));
  process.exitCode = findings.some(({ status }) => status === "problem") ? 1 : 0;
}
