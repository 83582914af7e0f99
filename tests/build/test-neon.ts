import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { localEnvironment } from "#local/environment.ts";
import { type LocalNeon, startLocalNeon } from "#local/neon.ts";
import { startPolarBesideApp } from "#local/polar/beside-app.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { createExampleTable } from "./example-table.ts";

/**
 * A local Neon, a mail server and stand-ins of its own, with tables and demo data, and the environment of
 * an app on them.
 */
export interface TestNeon {
  neon: LocalNeon;
  mail: MailStandIn;
  /** Has the stand-ins send their webhooks to an app, which starts after them as it needs their addresses. */
  aimWebhooks(appUrl: string): void;
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** The stand-in of a provider. */
interface Beside {
  env: Record<string, string>;
  aim(appUrl: string): void;
  close(): Promise<void>;
}

/** Starts it on free ports, with a data folder that goes when it stops. */
export async function startTestNeon(): Promise<TestNeon> {
  // Unless all of it has started, what has is stopped.
  await using started = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "penning-test-"));
  const removeData = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  // After an interruption, when nobody stops it.
  process.once("exit", removeData);
  started.defer(() => {
    removeData();
    process.off("exit", removeData);
  });
  const neon = await startLocalNeon({ ports: "any", dataDir, durable: false });
  started.defer(neon.stop);
  const mail = await startMail();
  started.defer(mail.stop);
  await migrate(neon.env.DATABASE_URL_UNPOOLED);
  await seed(neon.env.DATABASE_URL_UNPOOLED);
  // One of the builds has the product of the tests, whose table no migration makes.
  const direct = tcpDatabase(neon.env.DATABASE_URL_UNPOOLED);
  await createExampleTable(direct.db);
  await direct.end();
  const besides: Beside[] = [];
  besides.push(await startPolarBesideApp(neon.env.DATABASE_URL_UNPOOLED));
  for (const { close } of besides) started.defer(close);
  const running = started.move();
  return {
    neon,
    mail,
    aimWebhooks(appUrl) {
      for (const { aim } of besides) aim(appUrl);
    },
    env: {
      ...localEnvironment(neon.env),
      ...mail.env,
      ...Object.fromEntries(besides.flatMap(({ env }) => Object.entries(env))),
    },
    stop: () => running.disposeAsync(),
  };
}
