import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "#drizzle/migrate.ts";
import { seed } from "#drizzle/seed.ts";
import { localEnvironment } from "#lib/local/environment.ts";
import { type LocalNeon, startLocalNeon } from "#lib/local/neon.ts";
import { type MailStandIn, startMail } from "#lib/local/smtp/server.ts";

/**
 * A local Neon and a mail server of its own, with tables and demo data, and the environment of an app
 * on them.
 */
export interface TestNeon {
  neon: LocalNeon;
  mail: MailStandIn;
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts it on free ports, with a data folder that goes when it stops. */
export async function startTestNeon(): Promise<TestNeon> {
  const dataDir = await mkdtemp(join(tmpdir(), "penning-test-"));
  const neon = await startLocalNeon({ ports: "any", dataDir, durable: false });
  const mail = await startMail();
  const removeData = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  // After an interruption, when nobody stops it.
  process.once("exit", removeData);
  const stop = async () => {
    await Promise.all([neon.stop(), mail.stop()]);
    removeData();
    process.off("exit", removeData);
  };
  try {
    await migrate(neon.env.DATABASE_URL_UNPOOLED);
    await seed(neon.env.DATABASE_URL_UNPOOLED);
  } catch (error) {
    await stop();
    throw error;
  }
  return { neon, mail, env: { ...localEnvironment(neon.env), ...mail.env }, stop };
}
