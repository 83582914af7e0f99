import { once } from "node:events";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer } from "smtp-server";

/** What the sink does with one mail: takes it, refuses it, or ends the connection before or after it. */
export type Answer =
  | "take"
  | { at: "sender" | "recipient" | "content"; reply: string }
  | "drop"
  | "lose-answer";

export interface Caught {
  to: string;
  /** Without brackets. */
  messageId: string;
  /** Kept while `keepsMails` says so. */
  raw: Buffer | null;
  at: number;
}

export interface Sink {
  /** `smtp://127.0.0.1:…` */
  url: string;
  /** Every mail that was taken, in order; one whose answer was lost is among them. */
  caught: Caught[];
  connections(): number;
  close(): Promise<void>;
}

interface SinkOptions {
  /** Decides on each attempt. */
  answer?: (to: string, attempt: number) => Answer;
  /** Milliseconds before the answer to the content. */
  delay?: number;
  /** Whether it offers SMTPUTF8. */
  takesUtf8?: boolean;
  keepsMails?: boolean;
  /** What it says instead of a greeting; null to end each connection. */
  greeting?: () => string | null | undefined;
}

/** A mail server that counts what it gets. It passes nothing on. */
export async function startSink({
  answer = () => "take",
  delay = 0,
  takesUtf8 = true,
  keepsMails = true,
  greeting = () => undefined,
}: SinkOptions = {}): Promise<Sink> {
  const caught: Caught[] = [];
  const attempts = new Map<string, number>();
  const sockets = new Map<string, Socket>();
  const decided = new Map<string, Answer>();
  let opened = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    hideSMTPUTF8: !takesUtf8,
    onConnect({ remotePort }, done) {
      opened++;
      const said = greeting();
      if (said === null) return sockets.get(String(remotePort))?.destroy();
      done(said === undefined ? undefined : errorOf(said));
    },
    onRcptTo({ address }, { id }, done) {
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      const decision = answer(address, attempt);
      decided.set(id, decision);
      const isRefused = typeof decision === "object" && decision.at !== "content";
      done(isRefused ? errorOf(decision.reply) : undefined);
    },
    async onData(stream, { envelope, remotePort, id }, done) {
      const to = envelope.rcptTo[0]?.address ?? "";
      const hangUp = () => sockets.get(String(remotePort))?.destroy();
      const decision = decided.get(id) ?? "take";
      try {
        const raw = await buffer(stream);
        if (delay > 0) await sleep(delay);
        if (decision === "drop") return hangUp();
        if (typeof decision === "object") return done(errorOf(decision.reply));
        caught.push({
          to,
          messageId: messageIdOf(raw),
          raw: keepsMails ? raw : null,
          at: Date.now(),
        });
        if (decision === "lose-answer") return hangUp();
        done();
      } catch {
        // The sender was killed while it wrote.
        hangUp();
      }
    },
  });
  server.on("error", () => {
    // Of a client that went away.
  });
  const listening = server.listen(0, "127.0.0.1");
  listening.on("connection", (socket: Socket) => {
    const key = String(socket.remotePort);
    sockets.set(key, socket);
    socket.once("close", () => sockets.delete(key));
  });
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    caught,
    connections: () => opened,
    async close() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

/** `550 5.1.1 No such mailbox` as smtp-server wants it. */
function errorOf(reply: string): Error {
  const [code = "", ...text] = reply.split(" ");
  return Object.assign(new Error(text.join(" ")), { responseCode: Number(code) });
}

function messageIdOf(raw: Buffer): string {
  const head = raw.subarray(0, raw.indexOf("\r\n\r\n")).toString("latin1");
  return /^message-id:\s*<([^<>\s]+)>/im.exec(head)?.[1] ?? "";
}
