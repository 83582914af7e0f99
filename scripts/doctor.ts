import { runCommand } from "./command.ts";
import { checkCurrentSubscriptions } from "./doctor/current-subscriptions.ts";
import { checkEndpoints } from "./doctor/endpoints.ts";
import { checkEnvironment, chooseVariables, type Variables } from "./doctor/environment.ts";
import { type Finding, line } from "./doctor/finding.ts";
import { checkMachine } from "./doctor/machine.ts";
import { checkMigrations } from "./doctor/migrations.ts";
import { checkPolar } from "./doctor/polar.ts";
import { checkPorts } from "./doctor/ports.ts";
import { checkRegions, chosenRegions } from "./doctor/regions.ts";

const usage = `npm run doctor             find what is missing or wrong, and how to fix it
npm run doctor -- --json   machine-readable: [{ check, status, message, type }]

Reads .env.local, .env and similar files in the order of Next. Exits with 1 if there is a problem.`;

/** Each finds nothing where its provider is not set up. */
const providerChecks: readonly ((variables: Variables) => Promise<Finding[]>)[] = [
  checkPolar, // whether it takes the token
];

async function examine(): Promise<Finding[]> {
  const wrongPorts = checkPorts(process.env);
  if (wrongPorts.length > 0) return [...checkMachine(), ...wrongPorts];
  const { variables, finding } = await chooseVariables(process.env);
  const findings = [...checkMachine(), finding];
  if (!variables) return findings;
  const [endpoints, ...providers] = await Promise.all([
    checkEndpoints(variables),
    ...providerChecks.map((check) => check(variables)),
  ]);
  const regions = checkRegions(variables, chosenRegions());
  findings.push(...checkEnvironment(variables), ...regions, ...endpoints, ...providers.flat());
  const isReached = endpoints.some(
    ({ check, status }) => check === "Direct connection" && status === "ok",
  );
  if (!isReached) return findings;
  const migrations = await checkMigrations(variables);
  findings.push(migrations);
  if (migrations.status === "ok") findings.push(await checkCurrentSubscriptions(variables));
  return findings;
}

await runCommand({
  name: "npm run doctor",
  usage,
  options: { json: { type: "boolean" } },
  async run({ values }) {
    const findings = await examine();
    console.log(values.json ? JSON.stringify(findings, null, 2) : findings.map(line).join("\n"));
    return findings.some(({ status }) => status === "problem") ? 1 : 0;
  },
});
