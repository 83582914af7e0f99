import type * as z from "zod/mini";
import { formatNumber } from "#lib/text/format.ts";
import { type Letter, momentInMail, nameInMail } from "./letter.ts";
import { type MailTemplate, mailTemplates } from "./templates.ts";

/** Writes one template. @throws when these are not its props. */
function writer<Props>(schema: z.ZodMiniType<Props>, write: (props: Props) => Letter) {
  return (props: unknown): Letter => write(schema.parse(props));
}

const greeting = (name: string) => `Hello ${nameInMail(name, "there")},`;

const letters: Record<MailTemplate, (props: unknown) => Letter> = {
  "verify-address": writer(mailTemplates["verify-address"], ({ name, link }) => ({
    subject: "Confirm your address",
    title: "Confirm your address",
    paragraphs: [
      greeting(name),
      "Confirm that this address is yours, so that we can reach you here. The link works for 24 hours.",
    ],
    action: { label: "Confirm the address", link },
    why: "You get this mail because somebody signed up to Penning with this address. If it was not you, do nothing.",
  })),

  "reset-password": writer(mailTemplates["reset-password"], ({ name, link }) => ({
    subject: "Choose a new password",
    title: "Choose a new password",
    paragraphs: [
      greeting(name),
      "With this link you choose a new password. It works once, for an hour. You are then signed out everywhere.",
    ],
    action: { label: "Choose a new password", link },
    why: "You get this mail because somebody asked for a new password for your Penning account. If it was not you, do nothing: your password stays as it is.",
  })),

  "password-changed": writer(mailTemplates["password-changed"], ({ name, link }) => ({
    subject: "Your password was changed",
    title: "Your password was changed",
    paragraphs: [
      greeting(name),
      "The password of your Penning account was changed. All other sessions ended, and so did every link that we had mailed to you.",
      "If you did not change it, choose a new password now. Then nobody else is signed in.",
    ],
    action: { label: "Choose a new password", link },
    why: "You get this mail because this is the address of your Penning account. If you changed the password yourself, there is nothing to do.",
  })),

  "change-address": writer(mailTemplates["change-address"], ({ name, link }) => ({
    subject: "Confirm your new address",
    title: "Confirm your new address",
    paragraphs: [
      greeting(name),
      "Confirm that this address is yours, and from then on you sign in with it. The link works once, for an hour, while you are signed in.",
    ],
    action: { label: "Use this address", link },
    why: "You get this mail because somebody wants to use this address for their Penning account. If it was not you, do nothing.",
  })),

  "change-asked": writer(mailTemplates["change-asked"], ({ name, email, link }) => ({
    subject: "Your address is about to change",
    title: "Your address is about to change",
    paragraphs: [
      greeting(name),
      `Somebody who is signed in to your Penning account asked to change its address to ${nameInMail(email, "another one")}. It changes when they open the link that we sent there.`,
      "If it was not you, stop it within the hour. You then choose a new password, and everybody else is signed out.",
    ],
    action: { label: "Stop the change", link },
    why: "You get this mail because this is the address of your Penning account. If you asked for the change, there is nothing to do here.",
  })),

  "address-changed": writer(mailTemplates["address-changed"], ({ name, email }) => ({
    subject: "Your address was changed",
    title: "Your address was changed",
    paragraphs: [
      greeting(name),
      `Your Penning account now has the address ${nameInMail(email, "of somebody else")}. You sign in with it, and mail goes there.`,
      "If it was not you who changed it, answer this mail at once.",
    ],
    why: "You get this mail because this was the address of your Penning account until now.",
  })),

  invitation: writer(
    mailTemplates.invitation,
    ({ organization, inviter, role, link, expiresAt }) => {
      const who = nameInMail(inviter, "Somebody");
      const where = nameInMail(organization, "an organization");
      return {
        subject: `${who} invites you to ${where}`,
        title: `Join ${where}`,
        paragraphs: [
          `${who} invites you to ${where} on Penning, as ${withArticle(role)}.${rightsOf(role)}`,
          `The invitation works once, until ${momentInMail(expiresAt)}.`,
        ],
        action: { label: "See the invitation", link },
        why: "You get this mail because a member of the organization entered this address. If you do not know them, do nothing.",
      };
    },
  ),

  "organization-deleted": writer(
    mailTemplates["organization-deleted"],
    ({ organization, actor, link, purgeAfter }) => {
      const where = nameInMail(organization, "your organization");
      return {
        subject: `${where} will be deleted`,
        title: `${where} will be deleted`,
        paragraphs: [
          `${nameInMail(actor, "An owner")} deleted ${where}. Nobody can use it any more.`,
          `Everything in it will be gone for good on ${momentInMail(purgeAfter)}. Until then an owner can take it back.`,
        ],
        action: { label: "Take it back", link },
        why: "You get this mail because you are an owner of this organization.",
      };
    },
  ),

  "usage-warning": writer(
    mailTemplates["usage-warning"],
    ({ organization, percent, used, total, renewsAt, link }) => {
      const where = nameInMail(organization, "Your organization");
      const isOver = percent >= 100;
      const title = isOver
        ? `${where} has no credits left`
        : `${where} has used ${percent} % of its credits`;
      return {
        subject: title,
        title,
        paragraphs: [
          `${formatNumber(used)} of the ${formatNumber(total)} credits of this period are used.`,
          isOver
            ? `What costs credits is refused until ${momentInMail(renewsAt)}, unless you buy more or change the plan.`
            : `They are counted anew on ${momentInMail(renewsAt)}. You can buy more, or change the plan, at any time.`,
        ],
        action: { label: "See the usage", link },
        why: "You get this mail because you are an owner of this organization. It comes once in a period for each of the two marks.",
      };
    },
  ),

  "account-deleted": writer(mailTemplates["account-deleted"], ({ name }) => ({
    subject: "Your account is deleted",
    title: "Your account is deleted",
    paragraphs: [
      greeting(name),
      "Your Penning account is deleted, and so is what was yours alone. What you did for an organization stays there, without your name.",
    ],
    why: "You get this mail because this was the address of the account. It is the last one.",
  })),
};

/**
 * What a row of the outbox says.
 * @throws when there is no such template, or the props are not its own. That may be a row of a newer
 * deployment, so it is worth another attempt.
 */
export function letterOf(template: string, props: unknown): Letter {
  if (!isTemplate(template)) throw new Error(`There is no template ${template}`);
  return letters[template](props);
}

const isTemplate = (name: string): name is MailTemplate => Object.hasOwn(mailTemplates, name);

/** What a role may do, in a sentence (docs/organizations.md, "Who may do what"). */
function rightsOf(role: string): string {
  switch (role) {
    case "owner":
      return " Owners manage the members, the plan and the organization itself.";
    case "admin":
      return " Admins work in the organization, invite people and manage its members.";
    case "member":
      return " Members see the organization and work in it.";
    default:
      return "";
  }
}

function withArticle(role: string): string {
  return `${/^[aeio]/i.test(role) ? "an" : "a"} ${nameInMail(role, "member")}`;
}
