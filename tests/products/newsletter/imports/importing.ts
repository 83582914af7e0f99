import { and, asc, eq } from "drizzle-orm";
import {
  importParts,
  importProblems,
  importSubjects,
  imports,
  listSubscriptions,
  lists,
  subscriberEvents,
  subscribers,
} from "#drizzle/tables.ts";
import type { Database } from "#lib/db/database.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { columnNames, formatOf, guessSeparator } from "#lib/imports/columns.ts";
import { csvFormat, type Layout } from "#lib/imports/layout.ts";
import { cutIntoParts } from "#lib/imports/parts.ts";
import { readRecords } from "#lib/imports/records.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { createImport } from "#lib/products/newsletter/imports/create-import.ts";
import { takeSubscribers } from "#lib/products/newsletter/imports/send-part.ts";
import { guessColumns, type OwnField } from "#lib/products/newsletter/imports/targets.ts";

export const consent = "They signed up at our booth.";

/** A layout as the page guesses it. */
export function layoutOf(text: string, fields: readonly OwnField[] = []): Layout {
  const separator = guessSeparator(text);
  const { hasQuotes } = formatOf(text, separator);
  const rows = readRecords(text, { separator, hasQuotes }).flatMap((row) =>
    "cells" in row ? [row.cells] : [],
  );
  const names = columnNames(rows[0] ?? ["Email"]);
  return {
    encoding: "utf-8",
    separator,
    quotes: hasQuotes ? "double" : "none",
    header: "first_row",
    names,
    columns: guessColumns(names, rows.slice(1, 20), fields),
  };
}

export interface Sending {
  layout?: Layout;
  fields?: readonly OwnField[];
  /** Bytes of a part. */
  limit?: number;
  /** The numbers of the parts in the order in which they are sent; some of them may come again. */
  order?: (parts: number) => number[];
  lists?: string[];
}

/** Creates an import of a file and sends its parts, as the page does. */
export async function importFile(
  db: Database,
  actor: Actor,
  text: string,
  { fields, layout = layoutOf(text, fields), limit, order, lists: listIds = [] }: Sending = {},
) {
  const id = crypto.randomUUID();
  const parts = cutIntoParts(text, csvFormat(layout), limit);
  const file = { fileName: "readers.csv", ...layout, lists: listIds, consent };
  const made = await createImport(db, actor, { id, ...file, parts: parts.length });
  if (made.outcome !== "done") return { id, outcome: made.outcome };
  const outcomes: string[] = [];
  for (const number of order?.(parts.length) ?? parts.keys()) {
    const part = parts[number];
    if (!part) throw new Error("unreachable");
    const { begin, end, line } = part;
    const sent = { importId: id, number, line, text: text.slice(begin, end) };
    outcomes.push((await takeSubscribers(db, actor, sent, layout)).outcome);
  }
  return { id, outcome: made.outcome, outcomes, parts: parts.length };
}

/** What an import came to: its figures, its problems and the people, as far as it decides them. */
export async function endOf(db: DrizzleDatabase, organizationId: string, importId: string) {
  const parts = await db.select().from(importParts).where(eq(importParts.importId, importId));
  const sum = (
    key: "rows" | "created" | "updated" | "unchanged" | "refused" | "repeated" | "keptAway",
  ) => parts.reduce((total, part) => total + part[key], 0);
  const problems = await db
    .select()
    .from(importProblems)
    .where(eq(importProblems.importId, importId))
    .orderBy(asc(importProblems.line));
  const people = await db
    .select()
    .from(subscribers)
    .where(eq(subscribers.organizationId, organizationId))
    .orderBy(asc(subscribers.email));
  const onLists = await db
    .select({ subscriberId: listSubscriptions.subscriberId, name: lists.name })
    .from(listSubscriptions)
    .innerJoin(lists, eq(lists.id, listSubscriptions.listId))
    .where(eq(listSubscriptions.organizationId, organizationId))
    .orderBy(asc(lists.name));
  const events = await db
    .select()
    .from(subscriberEvents)
    .where(
      and(
        eq(subscriberEvents.organizationId, organizationId),
        eq(subscriberEvents.kind, "imported"),
      ),
    );
  const remembered = await db
    .select()
    .from(importSubjects)
    .where(eq(importSubjects.importId, importId));
  const [row] = await db.select().from(imports).where(eq(imports.id, importId));
  return {
    counts: {
      rows: sum("rows"),
      created: sum("created"),
      updated: sum("updated"),
      unchanged: sum("unchanged"),
      refused: sum("refused"),
      repeated: sum("repeated"),
      keptAway: sum("keptAway"),
    },
    isFinished: row?.finishedAt !== null,
    remembered: remembered.length,
    problems: problems.map(({ line, column, reason, cells }) => ({ line, column, reason, cells })),
    people: people.map((person) => ({
      email: person.email,
      address: person.address,
      name: person.name,
      fields: person.fields,
      status: person.status,
      isNew: person.importId === importId,
      isTouched: person.changedAt !== null,
      lists: onLists.flatMap((one) => (one.subscriberId === person.id ? one.name : [])),
      events: events
        .filter((event) => event.subscriberId === person.id)
        .map(({ consent: stated, source, details }) => ({
          stated,
          source,
          lists: Object(details).lists,
        })),
    })),
  };
}
