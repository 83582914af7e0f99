import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import type { ReceivedMail } from "#local/smtp/box.ts";

/**
 * The newest mail that the app has sent to an address, once there is one.
 * @param subject that it has a part of, where the address gets several mails.
 */
export async function waitForMail(to: string, subject = ""): Promise<ReceivedMail> {
  for (let tries = 0; tries < 200; tries++) {
    const mail = (await mailTo(to)).find((received) => received.subject.includes(subject));
    if (mail) return mail;
    await sleep(50);
  }
  throw new Error(`No mail ${subject && `"${subject}" `}came to ${to}`);
}

/** All mail that the app has sent to an address, newest first. */
export async function mailTo(to: string): Promise<ReceivedMail[]> {
  const url = new URL("/api/mails", inject("inbox"));
  url.searchParams.set("to", to);
  const response = await fetch(url);
  // The stand-in is ours, and so is the type of what it answers.
  const mails: ReceivedMail[] = await response.json();
  return mails;
}

/** What the mail asks to open. */
export function linkIn({ subject, links }: ReceivedMail): string {
  const [link] = links;
  if (!link) throw new Error(`There is no link in "${subject}"`);
  return link;
}
