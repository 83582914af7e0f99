import { productLetters } from "#lib/mail/product-letters.ts";
import { productName } from "#lib/text/brand.ts";
import { formatNumber } from "#lib/text/format.ts";
import { type Letter, type Letters, momentInMail, nameInMail, writer } from "./letter.ts";
import { mailTemplates } from "./templates.ts";

const greeting = (name: string) => `Hello ${nameInMail(name, "there")},`;

const core: Record<keyof typeof mailTemplates, Letters[string]> = {
  "verify-address": writer(mailTemplates["verify-address"], ({ name, link }) => ({
    subject: "Confirm your email address",
    title: "Confirm your email address",
    paragraphs: [
      greeting(name),
      "Confirm your email address to finish setting up your account. The link expires in 24 hours.",
    ],
    action: { label: "Confirm email address", link },
    why: `You received this email because someone signed up for ${productName} with this address. If it was not you, ignore this email.`,
  })),

  "reset-password": writer(mailTemplates["reset-password"], ({ name, link }) => ({
    subject: "Reset your password",
    title: "Reset your password",
    paragraphs: [
      greeting(name),
      "Use this link to choose a new password. It works once and expires in an hour. Changing your password signs you out everywhere.",
    ],
    action: { label: "Choose a new password", link },
    why: `You received this email because someone asked to reset the password of your ${productName} account. If it was not you, ignore this email. Your password does not change.`,
  })),

  "password-changed": writer(mailTemplates["password-changed"], ({ name, link }) => ({
    subject: "Your password was changed",
    title: "Your password was changed",
    paragraphs: [
      greeting(name),
      `The password of your ${productName} account was changed. All other sessions were signed out, and earlier links from our emails no longer work.`,
      "If you did not change it, choose a new password now. This signs out everyone else.",
    ],
    action: { label: "Choose a new password", link },
    why: `You received this email because it is the address of your ${productName} account. If you changed the password, no action is needed.`,
  })),

  "change-address": writer(mailTemplates["change-address"], ({ name, link }) => ({
    subject: "Confirm your new email address",
    title: "Confirm your new email address",
    paragraphs: [
      greeting(name),
      "Confirm this address to use it for your account and to sign in. The link works once and expires in an hour. You need to be signed in when you open it.",
    ],
    action: { label: "Use this email address", link },
    why: `You received this email because someone asked to use this address for their ${productName} account. If it was not you, ignore this email.`,
  })),

  "change-asked": writer(mailTemplates["change-asked"], ({ name, email, link }) => ({
    subject: "Your email address is about to change",
    title: "Your email address is about to change",
    paragraphs: [
      greeting(name),
      `Someone who is signed in to your ${productName} account asked to change its email address to ${nameInMail(email, "another address")}. It changes when they open the link we sent to that address.`,
      "If it was not you, cancel the change within the hour. You then choose a new password, and everyone else is signed out.",
    ],
    action: { label: "Cancel the change", link },
    why: `You received this email because it is the address of your ${productName} account. If you asked for the change, no action is needed.`,
  })),

  "address-changed": writer(mailTemplates["address-changed"], ({ name, email }) => ({
    subject: "Your email address was changed",
    title: "Your email address was changed",
    paragraphs: [
      greeting(name),
      `The email address of your ${productName} account is now ${nameInMail(email, "another address")}. Use it to sign in. We send emails there from now on.`,
      "If you did not change it, reply to this email immediately.",
    ],
    why: `You received this email because it was the address of your ${productName} account until now.`,
  })),

  invitation: writer(
    mailTemplates.invitation,
    ({ organization, inviter, role, link, expiresAt }) => {
      const who = nameInMail(inviter, "Someone");
      const where = nameInMail(organization, "an organization");
      return {
        subject: `${who} invited you to join ${where}`,
        title: `Join ${where}`,
        paragraphs: [
          `${who} invited you to join ${where} on ${productName} as ${withArticle(role)}.${rightsOf(role)}`,
          `The invitation works once and expires on ${momentInMail(expiresAt)}.`,
        ],
        action: { label: "View invitation", link },
        why: "You received this email because a member of the organization entered your address. If you do not know them, ignore this email.",
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
          `${nameInMail(actor, "An owner")} deleted ${where}. Its members no longer have access.`,
          `Its data will be permanently deleted on ${momentInMail(purgeAfter)}. Until then, an owner can restore it.`,
        ],
        action: { label: "Restore organization", link },
        why: "You received this email because you are an owner of this organization.",
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
        : `${where} has used ${percent}% of its credits`;
      return {
        subject: title,
        title,
        paragraphs: [
          `${formatNumber(used)} of the ${formatNumber(total)} credits for this period are used.`,
          isOver
            ? `Requests that cost credits are refused until ${momentInMail(renewsAt)}. To continue sooner, buy more credits or change the plan.`
            : `Credits reset on ${momentInMail(renewsAt)}. You can buy more or change the plan at any time.`,
        ],
        action: { label: "View usage", link },
        why: "You received this email because you are an owner of this organization. We send it at 80% and at 100% of your credits, once per period.",
      };
    },
  ),

  "webhook-endpoint-disabled": writer(
    mailTemplates["webhook-endpoint-disabled"],
    ({ organization, url, reason, link }) => {
      const where = nameInMail(organization, "your organization");
      const host = nameInMail(URL.canParse(url) ? new URL(url).host : "", "an unknown host");
      return {
        subject: `A webhook endpoint of ${where} was disabled`,
        title: `A webhook endpoint of ${where} was disabled`,
        paragraphs: [
          reason === "gone"
            ? `The endpoint at ${host} answered 410 Gone, which asks us to stop.`
            : `No request to the endpoint at ${host} was answered with success for 5 days.`,
          "It gets no more events. What was waiting is sent when you enable the endpoint again.",
        ],
        action: { label: "View endpoint", link },
        why: "You received this email because you are an owner of this organization.",
      };
    },
  ),

  "account-deleted": writer(mailTemplates["account-deleted"], ({ name }) => ({
    subject: "Your account has been deleted",
    title: "Your account has been deleted",
    paragraphs: [
      greeting(name),
      `Your ${productName} account and your personal data have been deleted. Your work in organizations stays there, without your name.`,
    ],
    why: "You received this email because it was the address of the account. We will not email you again.",
  })),
};

const letters: Letters = { ...productLetters, ...core };

/**
 * What a row of the outbox says.
 * @throws when there is no such template, or the props are not its own. That may be a row of a newer
 * deployment, so it is worth another attempt.
 */
export function letterOf(template: string, props: unknown): Letter {
  const write = Object.hasOwn(letters, template) ? letters[template] : undefined;
  if (!write) throw new Error(`There is no template ${template}`);
  return write(props);
}

/** What a role may do, in a sentence (docs/organizations.md, "Who may do what"). */
function rightsOf(role: string): string {
  switch (role) {
    case "owner":
      return " Owners manage members, billing and the organization.";
    case "admin":
      return " Admins can invite people and manage members.";
    case "member":
      return " Members can use everything in the organization.";
    default:
      return "";
  }
}

function withArticle(role: string): string {
  return `${/^[aeio]/i.test(role) ? "an" : "a"} ${nameInMail(role, "member")}`;
}
