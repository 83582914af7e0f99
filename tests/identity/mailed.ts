import { and, desc, eq } from "drizzle-orm";
import * as z from "zod/mini";
import { outbox } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { MailTemplate } from "#lib/mail/templates.ts";

const linked = z.object({ link: z.string() });

/** The links in mail to an address that is about to be sent, newest first. */
export async function linksTo(
  db: DrizzleDatabase,
  recipient: string,
  template: MailTemplate,
): Promise<URL[]> {
  const found = await db
    .select({ props: outbox.props })
    .from(outbox)
    .where(and(eq(outbox.recipient, recipient), eq(outbox.template, template)))
    .orderBy(desc(outbox.createdAt));
  return found.map(({ props }) => new URL(linked.parse(props).link));
}
