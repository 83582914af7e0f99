import { createTransport } from "nodemailer";
import { isLocalHost } from "#lib/db/endpoints.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { isOneAddress, RecipientError } from "./refusal.ts";
import type { RenderedMail } from "./render.tsx";

/** A mail on its way. */
export interface Mail extends RenderedMail {
  /** Gives the `Message-ID`. */
  id: string;
  recipient: string;
}

/** Resolves once the mail server has taken the mail. @throws RecipientError, or what nodemailer does. */
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<void>;

export interface MailServer {
  /** `smtp://` or `smtps://`, with user and password. */
  url: string;
  from: { name: string; address: string };
}

/** The mail server of the environment; undefined on a machine that has none. */
export function mailServer(): MailServer | undefined {
  const { SMTP_URL: url, MAIL_FROM: from } = getEnvironment();
  return url && from ? { url, from } : undefined;
}

/** Sends over SMTP, each mail on a connection of its own. */
export function smtpSender({ url, from }: MailServer): SendMail {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 5_000,
    // Links in mail are secrets, and so is the password.
    requireTLS: !isLocalHost(new URL(url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = from.address.slice(from.address.lastIndexOf("@") + 1);
  return async ({ id, recipient, subject, html, text }, signal) => {
    if (!isOneAddress(recipient)) throw new RecipientError();
    await transport.sendMail({
      messageId: `<${id}@${host}>`,
      from,
      to: recipient,
      envelope: { from: from.address, to: [recipient] },
      subject,
      html,
      text,
      headers: { "Auto-Submitted": "auto-generated" },
      signal,
    });
  };
}
