import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignSends } from "../schema.ts";
import { isOpen } from "./conditions.ts";

/**
 * What an owner decides of the uncertain mails of a campaign that wait for it: each goes out once more as
 * the same mail, or is left as it is.
 * @returns of how many.
 */
export async function resolveUncertain(
  db: Database,
  campaignId: string,
  decision: "again" | "leave",
): Promise<number> {
  const decided = await rows(
    db,
    sql`
      update ${campaignSends}
      set attempted_at = null,
        due_at = case when ${decision}::text = 'again' then now() end,
        dropped_reason = case when ${decision}::text = 'leave' then 'uncertain' end
      where ${campaignSends.campaignId} = ${campaignId}::uuid and ${isOpen}
        and ${campaignSends.dueAt} is null and ${campaignSends.uncertainAt} is not null
      returning 1`,
    () => 1,
  );
  return decided.length;
}
