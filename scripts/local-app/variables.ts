import { localEnvironment } from "#local/environment.ts";
import type { LocalNeon } from "#local/neon.ts";
import { mailEnvironment } from "#local/smtp/server.ts";
import { standInEnvironment } from "#local/stand-ins.ts";
import { loadEnvironmentFiles, type Mode } from "../environment-files.ts";

/** Local values win over what the files say, except where a developer has reason to differ. */
const developersChoice = /^(AUTH_PROVIDER|PORT|LOCAL_PORT|(NEXT_PUBLIC_)?(CLERK|POLAR)_\w+)$/;

/**
 * Takes what a developer chose out of the environment files of the project's folder. The rest of them
 * is left to Next, which reads them itself and sees when they change.
 */
export function loadDevelopersChoices(mode: Mode): void {
  const given = { ...process.env };
  loadEnvironmentFiles(mode);
  for (const name of Object.keys(process.env)) {
    if (given[name] || (process.env[name] && developersChoice.test(name))) continue;
    delete process.env[name];
  }
}

/** What the app needs to run on the local services, with a developer's own choices. */
export function environmentOf(neon: LocalNeon, port: number, mode: Mode): NodeJS.ProcessEnv {
  const chosen = Object.entries(process.env).filter(
    ([name, value]) => value && developersChoice.test(name),
  );
  return {
    // Nothing leaves this machine unasked.
    NEXT_TELEMETRY_DISABLED: "1",
    ...process.env,
    ...localEnvironment(neon.env),
    ...standInEnvironment(neon.ports, process.env),
    ...mailEnvironment(neon.ports.smtp),
    ...Object.fromEntries(chosen),
    PORT: String(port),
    // A file that Vercel wrote may say that this is a deployment, at another address.
    APP_URL: `http://localhost:${port}`,
    VERCEL_ENV: "",
    NODE_ENV: mode,
  };
}
