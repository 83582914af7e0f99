import * as z from "zod/mini";
import { type Letters, nameInMail, writer } from "#lib/mail/letter.ts";
import { formatNumber } from "#lib/text/format.ts";

const reasons: Readonly<Record<string, string>> = {
  bounces:
    "More than 5% of its emails bounced. A list with that many old addresses harms the delivery of all your emails.",
  complaints: "More than 0.3% of the people who received it reported it as spam.",
  connection: "The mail server could not be reached 20 times in a row.",
  uncertain:
    "A sender ended or lost its connection in the middle of some emails, so nobody knows whether they arrived. They are sent once more when you resume.",
  credits: "There are not enough credits for all of its emails, which take one each.",
  payment: "A payment is overdue, so no credits can be spent.",
  refused: "The mail server refused the sender, the login or the content.",
};

const pausedCampaign = z.object({
  organization: z.string(),
  subject: z.string(),
  /** What is paused: `subject` is the name of a series. */
  kind: z._default(z.enum(["campaign", "series"]), "campaign"),
  reason: z.string(),
  /** What the mail server said. */
  reply: z.nullable(z.string()),
  /** How many credits are missing. */
  missing: z.nullish(z.number()),
  link: z.string(),
});

const confirmation = z.object({
  organization: z.string(),
  /** The names of the lists. */
  lists: z.array(z.string()),
  link: z.string(),
});

const ownData = z.object({ organization: z.string(), link: z.string() });

export const letters = {
  "campaign-paused": writer(pausedCampaign, (props) => {
    const { organization, subject, kind, reason, reply, missing, link } = props;
    const title = `The ${kind} ${nameInMail(subject, "without a subject")} is paused`;
    return {
      subject: title,
      title,
      paragraphs: [
        `Sending stopped by itself. ${reasons[reason] ?? ""}`.trim(),
        ...(missing ? [`${formatNumber(missing)} credits are missing.`] : []),
        ...(reply ? [`The mail server said: ${nameInMail(reply, "nothing")}`] : []),
        kind === "series"
          ? "People inside keep their place. Resume the series when the cause is fixed, or archive it."
          : "People who have not received it yet keep their place. Resume the campaign when the cause is fixed, or cancel it.",
      ],
      action: { label: `View ${kind}`, link },
      why: `You received this email because you are an owner of ${nameInMail(organization, "this organization")}.`,
    };
  }),

  "newsletter-confirm": writer(confirmation, ({ organization, lists, link }) => {
    const whose = nameInMail(organization, "an organization");
    const names = lists.map((name) => nameInMail(name, "")).filter((name) => name !== "");
    return {
      subject: `Confirm your subscription to ${whose}`,
      title: "Confirm your subscription",
      paragraphs: [
        `You asked for the newsletter of ${whose}${names.length > 0 ? `: ${names.join(", ")}` : ""}.`,
        "Confirm it to receive the next one. The link works once, for 7 days. Without a confirmation you receive nothing.",
      ],
      action: { label: "Confirm subscription", link },
      why: `You received this email because someone entered your address in a form of ${whose}. If it was not you, ignore this email.`,
    };
  }),

  "newsletter-data": writer(ownData, ({ organization, link }) => {
    const whose = nameInMail(organization, "an organization");
    return {
      subject: `Your data at ${whose}`,
      title: "See, download or erase your data",
      paragraphs: [
        `You asked what ${whose} holds on you for its newsletter. The link works for one hour. Do not pass it on: with it, anyone can erase your data.`,
      ],
      action: { label: "See your data", link },
      why: `You received this email because someone asked for it on the page of your newsletter preferences. If it was not you, ignore this email.`,
    };
  }),
} satisfies Letters;
