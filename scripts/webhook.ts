import { parseArgs } from "node:util";
import { eq, or } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { isLocalHost } from "#lib/db/endpoints.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { organizations, user } from "#lib/db/schema.ts";
import { localSecrets } from "#lib/env.ts";
import { clerkUser, deletedClerkUser } from "#lib/local/clerk/user.ts";
import { type DemoPlan, polarProducts } from "#lib/local/demo.ts";
import { polarSubscription, subscriptionEvents, timestamp } from "#lib/local/polar/subscription.ts";
import { localPorts } from "#lib/local/ports.ts";
import { sendEvent, signEvent } from "#lib/local/send.ts";
import type { Provider } from "#lib/webhooks/schema.ts";

const usage = `Sends a correctly signed webhook to the app on this machine.

npm run webhook -- polar <event> --org <slug> [--plan pro] [--number 1]
npm run webhook -- clerk <event> --user <id or address> [--name "First Last"]

  polar  ${Object.keys(subscriptionEvents).join("\n         ")}
  clerk  user.created
         user.updated
         user.deleted

--plan    ${Object.keys(polarProducts).join(", ")}
--number  which subscription of the organization
--url     of the app (http://localhost:3000, or PORT)`;

/** A mistake in what was typed: shown without a stack. */
class UsageError extends Error {}

interface Options {
  org?: string;
  user?: string;
  plan?: string;
  number?: string;
  name?: string;
  url?: string;
}

async function polarEvent(db: Database, type: string, options: Options): Promise<object> {
  const state = Object.hasOwn(subscriptionEvents, type) ? subscriptionEvents[type] : undefined;
  if (!state) throw new UsageError(`Unknown event ${type}.`);
  if (!options.org) throw new UsageError("--org is missing: which organization?");
  const { plan = "pro", number = "1" } = options;
  if (!isPlan(plan)) throw new UsageError(`Unknown plan ${plan}.`);
  if (!/^[1-9]\d*$/.test(number))
    throw new UsageError(`--number must be 1 or more, not ${number}.`);
  const [organization] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.slug, options.org));
  if (!organization) throw new UsageError(`There is no organization ${options.org}.`);
  const now = new Date();
  const data = polarSubscription({
    ...state,
    organizationId: organization.id,
    plan,
    modifiedAt: now,
    number: Number(number),
  });
  return { type, timestamp: timestamp(now), api_version: "2026-10", data };
}

async function clerkEvent(db: Database, type: string, options: Options): Promise<object> {
  if (!["user.created", "user.updated", "user.deleted"].includes(type)) {
    throw new UsageError(`Unknown event ${type}.`);
  }
  if (!options.user) throw new UsageError("--user is missing: an id or an address.");
  const [found] = await db
    .select()
    .from(user)
    .where(or(eq(user.id, options.user), eq(user.email, options.user)));
  if (!found && options.user.includes("@")) {
    throw new UsageError(
      `Nobody has the address ${options.user}. An id that is new makes a new user.`,
    );
  }
  const now = new Date();
  const id = found?.id ?? options.user;
  const [firstName = "", ...lastNames] = (options.name ?? found?.name ?? "New User").split(" ");
  const data =
    type === "user.deleted"
      ? deletedClerkUser(id)
      : clerkUser({
          id,
          firstName,
          lastName: lastNames.join(" "),
          email: found?.email ?? `${id.toLowerCase()}@acme.test`,
          createdAt: found?.createdAt ?? now,
          updatedAt: now,
        });
  return { type, object: "event", timestamp: now.getTime(), instance_id: "ins_local", data };
}

const senders: Record<Provider, { build: typeof polarEvent; secret: keyof typeof localSecrets }> = {
  polar: { build: polarEvent, secret: "POLAR_WEBHOOK_SECRET" },
  clerk: { build: clerkEvent, secret: "CLERK_WEBHOOK_SIGNING_SECRET" },
};

async function send(provider: string | undefined, type: string | undefined, options: Options) {
  if ((provider !== "polar" && provider !== "clerk") || !type) throw new UsageError(usage);
  const appUrl = options.url ?? `http://localhost:${process.env.PORT || 3000}`;
  if (!URL.canParse(appUrl) || !isLocalHost(new URL(appUrl).hostname)) {
    throw new UsageError(`--url must be an address on this machine, not ${appUrl}.`);
  }
  const { build, secret } = senders[provider];
  const direct =
    process.env.DATABASE_URL_UNPOOLED ??
    `postgres://penning:penning@127.0.0.1:${localPorts().postgres}/penning`;
  const { db, end } = tcpDatabase(direct);
  try {
    const event = await build(db, type, options);
    const key = process.env[secret]?.split(",")[0] || localSecrets[secret];
    const response = await sendEvent(appUrl, provider, signEvent(provider, event, key));
    console.log(`${response.status} ${await response.text()}`);
    if (!response.ok) process.exitCode = 1;
  } finally {
    await end();
  }
}

function isPlan(plan: string): plan is DemoPlan {
  return Object.hasOwn(polarProducts, plan);
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  let cause = error;
  while (cause instanceof Error && cause.cause) cause = cause.cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ECONNREFUSED") {
    return "Nothing answers there. Start the app first: npm run dev";
  }
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      org: { type: "string" },
      user: { type: "string" },
      plan: { type: "string" },
      number: { type: "string" },
      name: { type: "string" },
      url: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) console.log(usage);
  else await send(positionals[0], positionals[1], values);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
