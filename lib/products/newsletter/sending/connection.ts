import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import * as z from "zod/mini";
import { isLocalHost } from "#lib/db/endpoints.ts";
import type { SmtpStep } from "#lib/mail/smtp-reply.ts";
import { mailLimit } from "./limits.ts";
import type { Attempt } from "./outcome.ts";

/** What nodemailer tells of a command that was refused, and of a connection that ended. */
const failure = z.object({
  message: z.string(),
  code: z.optional(z.string()),
  response: z.optional(z.union([z.string(), z.literal(false)])),
  command: z.optional(z.string()),
});

const steps: Readonly<Record<string, SmtpStep>> = {
  "MAIL FROM": "sender",
  "RCPT TO": "recipient",
  DATA: "content",
};

/** A mail as it goes over the wire. */
export interface Parcel {
  from: string;
  to: string;
  raw: Buffer;
  /** Whether the recipient takes a server with SMTPUTF8. */
  needsSmtputf8: boolean;
}

/** Why no connection came about: the server refused, or was not reached. */
export class NoConnection extends Error {
  override name = "NoConnection";
  /** What the server said; null when it said nothing. */
  readonly reply: string | null;
  readonly step: SmtpStep;

  constructor(error: unknown) {
    const { message, response, command } = failure.parse(error);
    super(message);
    this.reply = response || null;
    this.step = command?.startsWith("AUTH") ? "login" : "connect";
  }
}

/** One connection to the mail server, kept open for many mails. */
export class MailConnection {
  readonly #connection: SMTPConnection;
  readonly #takesUtf8: boolean;
  isOpen = true;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    // The answer to EHLO, as long as nothing came after it.
    this.#takesUtf8 = /[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || "");
    const ended = () => {
      this.isOpen = false;
    };
    connection.on("error", ended).on("end", ended);
  }

  /** Connects and logs in. @throws NoConnection */
  static async open(url: string): Promise<MailConnection> {
    const { protocol, hostname, port, username, password } = new URL(url);
    const connection = new SMTPConnection({
      host: hostname,
      ...(port === "" ? {} : { port: Number(port) }),
      secure: protocol === "smtps:",
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      dnsTimeout: 5_000,
      // The password is a secret, and so are the links in mail.
      requireTLS: protocol !== "smtps:" && !isLocalHost(hostname),
    });
    try {
      await new Promise<void>((done, fail) => {
        connection.once("error", fail);
        connection.connect((error) => (error ? fail(error) : done()));
      });
      const opened = new MailConnection(connection);
      if (username !== "") {
        const credentials = {
          user: decodeURIComponent(username),
          pass: decodeURIComponent(password),
        };
        await new Promise<void>((done, fail) => {
          connection.once("error", fail);
          connection.login({ credentials }, (error) => (error ? fail(error) : done()));
        });
      }
      return opened;
    } catch (error) {
      connection.on("error", () => {});
      connection.close();
      throw new NoConnection(error);
    }
  }

  /** Sends one mail, and says what became of it. It never throws. */
  async send({ from, to, raw, needsSmtputf8 }: Parcel): Promise<Attempt> {
    if (needsSmtputf8 && !this.#takesUtf8) {
      return {
        kind: "address",
        reply: "The mail server does not take addresses with such letters.",
      };
    }
    let isHandedOver = false;
    // Read when the server has said that it wants the content, and not before.
    const content = Readable.from(
      (function* () {
        isHandedOver = true;
        yield raw;
      })(),
      { objectMode: false },
    );
    const tooLong = setTimeout(() => this.close(), mailLimit);
    try {
      const attempt = await new Promise<Attempt>((done) => {
        // Closing says so first, and then why, where there is a reason.
        const ended = () =>
          setImmediate(done, {
            kind: isHandedOver ? "uncertain" : "failed",
            reply: "The connection was closed.",
          });
        this.#connection.once("end", ended);
        this.#connection.send({ from, to: [to], size: raw.length }, content, (error, info) => {
          this.#connection.off("end", ended);
          done(error ? attemptOf(error, isHandedOver) : acceptedOf(info?.response));
        });
      });
      if (attempt.kind === "refused" && this.isOpen) await this.#reset();
      return attempt;
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** A refused recipient leaves the server in the middle of a mail (RFC 5321, 4.1.1.5). */
  async #reset(): Promise<void> {
    await new Promise<void>((done) => {
      this.#connection.once("end", done);
      this.#connection.reset((error) => {
        this.#connection.off("end", done);
        if (error) this.close();
        done();
      });
    });
  }

  /** Ends it, whatever it does. */
  close(): void {
    this.isOpen = false;
    this.#connection.close();
  }

  /** Says goodbye to the server. */
  quit(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#connection.quit();
  }
}

const acceptedOf = (reply = ""): Attempt => ({ kind: "accepted", reply: lineOf(reply) });

function attemptOf(error: unknown, isHandedOver: boolean): Attempt {
  const { message, response, command, code } = failure.parse(error);
  const step = command && Object.hasOwn(steps, command) ? steps[command] : undefined;
  if (response && step) return { kind: "refused", reply: lineOf(response), step };
  // nodemailer refuses by itself what would be a command of its own.
  if (code === "EENVELOPE" && command === "API") return { kind: "address", reply: lineOf(message) };
  if (response && /^4/.test(response) && !isHandedOver) {
    return { kind: "refused", reply: lineOf(response), step: "connect" };
  }
  return { kind: isHandedOver ? "uncertain" : "failed", reply: lineOf(message) };
}

/** A line for people: 500 characters at most. */
const lineOf = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 500)
    .toWellFormed();
