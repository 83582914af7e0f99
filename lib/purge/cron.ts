import type { Job } from "#lib/cron/job.ts";
import type { Database } from "#lib/db/database.ts";
import { servers } from "#lib/integrations/servers.ts";
import { purgeOrganizations } from "./purge.ts";

/** Erases the organizations whose grace is over. What a day has no time for, the next has. */
export const purgeJob: Job = {
  name: "purge",
  budget: 30_000,
  parts: ({ db, signal }) => ({
    organizations: () =>
      purgeOrganizations(db, {
        signal,
        mayErase: (organizationId) => mayErase(db, organizationId),
      }),
  }),
};

/** Whether nothing holds it any more. The first that wants to wait is enough. */
async function mayErase(db: Database, organizationId: string): Promise<boolean> {
  for (const server of servers) {
    if (server.mayErase && !(await server.mayErase(db, organizationId))) return false;
  }
  return true;
}
