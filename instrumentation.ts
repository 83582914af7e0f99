/**
 * Runs once when a server starts. An environment that is not complete shows then, not at a visitor's
 * request; and from then on the addresses of visitors are known, and pages can settle their status.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { requireEnvironment } = await import("#lib/env/require-environment.ts");
  const { productProblems } = await import("#lib/products/environment.ts");
  requireEnvironment(productProblems(process.env));
  const { noteSocketAddresses } = await import("#lib/http/socket-address.ts");
  await noteSocketAddresses();
  const { followAnswers } = await import("#lib/http/present-answer.ts");
  followAnswers();
}
