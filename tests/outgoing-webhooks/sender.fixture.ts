import { tcpDatabase } from "#lib/db/node.ts";
import { deliverMessages } from "#lib/outgoing-webhooks/deliver.ts";

// A sender as a process of its own, to be killed.
const { db } = tcpDatabase(process.env.DATABASE_URL ?? "");
await deliverMessages(db, { appUrl: "http://localhost:3000", isLocal: true });
