import { runJobs } from "#lib/cron/run-jobs.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { refuseStranger } from "#lib/http/cron.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { problem } from "#lib/http/problem.ts";
import { budget, jobs } from "./jobs.ts";

export const maxDuration = 300;

/** Runs every job, or with `?job=mail` that one alone. As often as one likes, and however many at once. */
export async function GET(request: Request): Promise<Response> {
  const refusal = refuseStranger(request);
  if (refusal) return refusal;
  const name = new URL(request.url).searchParams.get("job");
  const asked = name === null ? jobs : jobs.filter((job) => job.name === name);
  if (asked.length === 0) {
    const names = jobs.map((job) => job.name).join(", ");
    return problem(404, "not_found", `There is no such job. There are: ${names}.`);
  }
  return runJobs(asked, { db: await writeDatabase(), budget });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
