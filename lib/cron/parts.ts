import { reportFailure } from "#lib/log/report.ts";

/**
 * Does the parts of a cron's work one after the other, and answers with what came of them. A part that
 * fails is reported and keeps none of the others from its turn; the answer is then 500, and the next run
 * tries again.
 * @param parts by name; the fields of what they give are the answer's.
 */
export async function answerParts(
  event: string,
  parts: Record<string, () => Promise<object>>,
): Promise<Response> {
  const result: Record<string, unknown> = {};
  const failed: string[] = [];
  for (const [name, run] of Object.entries(parts)) {
    try {
      Object.assign(result, await run());
    } catch (error) {
      failed.push(name);
      reportFailure("cron_failed", error, { cron: event, part: name });
    }
  }
  if (failed.length > 0) result.failedParts = failed;
  console.log(JSON.stringify({ event, ...result }));
  return Response.json(result, {
    status: failed.length > 0 ? 500 : 200,
    headers: { "cache-control": "private, no-store" },
  });
}
