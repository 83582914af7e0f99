import { EnvironmentError, getEnvironment } from "#lib/env/environment.ts";

/**
 * Ends this server when its environment is not complete, with a sentence for each variable. Next would
 * print a stack for each process, say that it is ready, and answer every request with 500.
 * @param others what is wrong with variables that other rooms read.
 */
export function requireEnvironment(others: string[] = []): void {
  const problems = [...ownProblems(), ...others];
  if (problems.length === 0) return;
  console.error(new EnvironmentError(problems).message);
  process.exit(1);
}

function ownProblems(): string[] {
  try {
    getEnvironment();
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}
