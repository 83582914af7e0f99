import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import * as z from "zod/mini";

/**
 * How long the backend of a connection has run on a processor since it began, in milliseconds: parsing,
 * planning, executing and sending together. Unlike a clock it does not count the time in which others
 * run, so it can be believed on a machine that is busy.
 * @see https://docs.kernel.org/scheduler/sched-stats.html on `/proc/<pid>/schedstat`.
 * @throws Error where the kernel does not tell, such as outside of Linux.
 */
export async function backendClock(
  client: Pick<postgres.Sql, "unsafe">,
): Promise<() => Promise<number>> {
  const [row] = await client.unsafe("select pg_backend_pid() as pid");
  const file = `/proc/${z.parse(z.number(), Object(row).pid)}/schedstat`;
  return async () => {
    // The kernel adds up when the backend lets go of the processor, which is after it has answered.
    await sleep(1);
    const time = Number(readFileSync(file, "utf8").split(" ", 1)[0]) / 1e6;
    if (!(time > 0)) throw new Error(`${file} does not tell how long the backend has run`);
    return time;
  };
}
