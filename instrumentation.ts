/** Runs once when a server starts: an environment that is not complete shows then, not at a visitor's request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { getEnvironment } = await import("#lib/env.ts");
  getEnvironment();
}
