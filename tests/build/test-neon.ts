import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { localSecrets } from "#lib/env/environment.ts";
import { localEnvironment } from "#local/environment.ts";
import { type LocalNeon, startLocalNeon } from "#local/neon.ts";
import { recall } from "#local/polar/recall.ts";
import { type PolarStandIn, startPolar } from "#local/polar/server.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";

/**
 * A local Neon, a mail server and a Polar of its own, with tables and demo data, and the environment
 * of an app on them.
 */
export interface TestNeon {
  neon: LocalNeon;
  mail: MailStandIn;
  polar: PolarStandIn;
  /** Has Polar send its webhooks to an app, which starts after Polar because it needs its address. */
  aimWebhooks(appUrl: string): void;
  env: Record<string, string>;
  stop(): Promise<void>;
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
  const polar = await startPolar({
    webhook: { url: "http://127.0.0.1:1/", secret: localSecrets.POLAR_WEBHOOK_SECRET },
    pace: 0.01,
  });
  started.defer(polar.close);
  await migrate(neon.env.DATABASE_URL_UNPOOLED);
  await seed(neon.env.DATABASE_URL_UNPOOLED);
  const { db, end } = tcpDatabase(neon.env.DATABASE_URL_UNPOOLED);
  await recall(db, polar.store).finally(end);
  const running = started.move();
  const polarEnv = { POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url };
  return {
    neon,
    mail,
    polar,
    aimWebhooks(appUrl) {
      polar.store.endpoint.url = new URL("/api/webhooks/polar", appUrl).href;
    },
    env: { ...localEnvironment(neon.env), ...mail.env, ...polarEnv },
    stop: () => running.disposeAsync(),
  };
}
