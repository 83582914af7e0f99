import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { withQuery } from "#lib/forms/next.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import type { MailTemplate } from "#lib/mail/templates.ts";

const pages = {
  "verify-address": "/verify-address",
  "reset-password": "/reset-password",
} as const satisfies Partial<Record<MailTemplate, string>>;

/**
 * Puts the mail with a link of Better Auth's into the outbox. A sign-up is one transaction with it.
 * A new password is not: who gets no mail asks again.
 * @param appUrl where people reach the app. The link leads to a page of ours with a button, because
 * mail scanners open every link.
 */
export async function enqueueLink(
  db: Database,
  template: keyof typeof pages,
  { appUrl, user, token }: { appUrl: string; user: { name: string; email: string }; token: string },
): Promise<void> {
  const link = new URL(withQuery(pages[template], { token }), appUrl).href;
  const props = JSON.stringify({ name: user.name, link });
  await db.execute(
    enqueued({
      template,
      from: sql`(values (true)) as cause`,
      recipient: sql`${user.email}::text`,
      props: sql`${props}::jsonb`,
    }),
  );
  mailAfterAnswer();
}
