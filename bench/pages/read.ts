import type { Database } from "#lib/db/database.ts";
import type { Subject } from "./subject.ts";

/** Reads once what a page shows or a route answers. */
export type Read = (db: Database, subject: Subject) => Promise<unknown>;
