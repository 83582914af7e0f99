import { once } from "node:events";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { MailBox } from "./box.ts";

/** What goes wrong with the next mails. */
export interface MailRefusal {
  /**
   * `temporary` is a 451 and `permanent` a 550 to the recipient. `drop` ends the connection before the
   * mail is taken, `lost-answer` after.
   */
  kind: "temporary" | "permanent" | "drop" | "lost-answer";
  times: number;
  /** Of these recipients only. */
  to?: string;
}

export interface Receiver {
  port: number;
  refuse(refusal: MailRefusal): void;
  close(): Promise<void>;
}

const host = "127.0.0.1";
const answers = {
  temporary: { responseCode: 451, text: "4.3.0 Try again later" },
  permanent: { responseCode: 550, text: "5.1.1 No such mailbox" },
} as const;

/** A mail server that takes mail to anybody and passes it on to nobody. @throws when the port is taken. */
export async function startReceiver(port: number, box: MailBox): Promise<Receiver> {
  const sockets = new Map<string, Socket>();
  let refusal: MailRefusal = { kind: "temporary", times: 0 };
  const isRefused = (recipient: string | undefined, ...kinds: MailRefusal["kind"][]) => {
    const { kind, times, to } = refusal;
    if (times === 0 || !kinds.includes(kind) || (to && to !== recipient)) return false;
    refusal.times--;
    return true;
  };

  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: 1024 * 1024,
    rejectOversized: true,
    onRcptTo({ address }, _session, done) {
      const { kind } = refusal;
      if ((kind === "temporary" || kind === "permanent") && isRefused(address, kind)) {
        const { text, responseCode } = answers[kind];
        return done(Object.assign(new Error(text), { responseCode }));
      }
      done();
    },
    async onData(stream, { envelope, remotePort }, done) {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      const hangUp = () => sockets.get(String(remotePort))?.destroy();
      try {
        const raw = await buffer(stream);
        if (isRefused(recipients[0], "drop")) return hangUp();
        const sender = envelope.mailFrom ? envelope.mailFrom.address : "";
        if (!stream.sizeExceeded) box.add(await read(raw, recipients, sender));
        if (isRefused(recipients[0], "lost-answer")) return hangUp();
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
  server.on("error", () => {
    // Of a client that went away.
  });
  const listening = server.listen(port, host);
  listening.on("connection", (socket: Socket) => {
    const key = String(socket.remotePort);
    sockets.set(key, socket);
    socket.once("close", () => sockets.delete(key));
  });
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return {
    port: address.port,
    refuse(next) {
      refusal = { ...next };
    },
    async close() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

async function read(raw: Buffer, recipients: string[], sender: string) {
  const mail = await PostalMime.parse(raw);
  return {
    recipients,
    from: mail.headers.find(({ key }) => key === "from")?.value ?? sender,
    to: mail.headers.find(({ key }) => key === "to")?.value ?? "",
    subject: mail.subject ?? "",
    messageId: mail.messageId ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
}
