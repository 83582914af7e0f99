import { EnvironmentError, getEnvironment } from "#lib/env/environment.ts";

/**
 * Ends this server when its environment is not complete, with a sentence for each variable. Next would
 * print a stack for each process, say that it is ready, and answer every request with 500.
 */
export function requireEnvironment(): void {
  try {
    getEnvironment();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
