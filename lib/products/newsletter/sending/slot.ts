import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { sendingBuckets, sendingSlots } from "../schema.ts";
import { provider, slotSeconds } from "./limits.ts";

/**
 * Takes one of the slots of senders, which ends by itself when a sender dies.
 * @param holder a name of the sender's own.
 * @returns false when all are taken.
 */
export async function takeSlot(db: Database, holder: string, senders: number): Promise<boolean> {
  // Of those who want the same one, one gets it; the others look for another.
  for (let attempt = 0; attempt < 3; attempt++) {
    const taken = await rows(
      db,
      sql`
        with bucket as (
          insert into ${sendingBuckets} (provider) values (${provider}) on conflict do nothing
        )
        insert into ${sendingSlots} (provider, slot, holder, lease_until)
        select ${provider}, slot, ${holder}::uuid, now() + make_interval(secs => ${slotSeconds})
        from generate_series(1, ${senders}::integer) as slot
        where not exists (
          select from ${sendingSlots}
          where ${sendingSlots.provider} = ${provider} and ${sendingSlots.slot} = slot.slot
            and ${sendingSlots.leaseUntil} >= now()
        )
        order by random() limit 1
        on conflict (provider, slot) do update
          set holder = excluded.holder, lease_until = excluded.lease_until, is_stopping = false
          where ${sendingSlots.leaseUntil} < now()
        returning slot`,
      ({ slot }) => Number(slot),
    );
    if (taken.length > 0) return true;
  }
  return false;
}

/** Gives the slot back, so that the next sender need not wait for its end. */
export async function leaveSlot(db: Database, holder: string): Promise<void> {
  await db.execute(sql`
    delete from ${sendingSlots}
    where ${sendingSlots.provider} = ${provider} and ${sendingSlots.holder} = ${holder}::uuid`);
}
