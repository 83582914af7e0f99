import { productName } from "#lib/text/brand.ts";
import { startServer } from "#local/stand-in/server.ts";
import { createBox, type MailBox } from "./box.ts";
import { type MailRefusal, startReceiver } from "./receive.ts";
import { inboxRoutes } from "./routes.ts";

/** A mail server on this machine that keeps what it gets, and the inbox that shows it. */
export interface MailStandIn {
  /** What the app needs to send to it. */
  env: { SMTP_URL: string; MAIL_FROM: string };
  /** Of the inbox: a page for people, `/api/mails?to=` for tests. */
  url: string;
  box: MailBox;
  /** Refuses the next mails. */
  refuse(refusal: MailRefusal): void;
  stop(): Promise<void>;
}

/** What the app needs to send its mail to the stand-in. */
export const mailEnvironment = (port: number) => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  MAIL_FROM: `${productName} <mail@penning.test>`,
});

/**
 * Starts both, which forget everything when they end. Ports that are not given are free ones.
 * @throws when a port is taken.
 */
export async function startMail({ smtp = 0, inbox = 0 } = {}): Promise<MailStandIn> {
  const box = createBox();
  const receiver = await startReceiver(smtp, box);
  const routes = inboxRoutes(box, receiver.refuse);
  const nothing = { status: 404, body: { detail: "Not found." } };
  const server = await startServer({
    port: inbox,
    routes,
    isApi: () => false,
    token: "",
    unauthorized: nothing,
    notFound: nothing,
    unreadable: { status: 400, body: { detail: "The body is not readable." } },
  }).catch(async (error: unknown) => {
    await receiver.close();
    throw error;
  });
  return {
    env: mailEnvironment(receiver.port),
    url: server.url,
    box,
    refuse: receiver.refuse,
    async stop() {
      await Promise.all([receiver.close(), server.close()]);
    },
  };
}
