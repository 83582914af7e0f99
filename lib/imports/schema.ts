import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId } from "#lib/organizations/schema.ts";

/** A file that a member brings. Its parts come one by one, each once, in any order. */
export const imports = pgTable(
  "imports",
  {
    id: id(),
    organizationId: organizationId(),
    /** What is imported, such as `subscribers`: the product's room knows what a row becomes. */
    kind: text("kind").notNull(),
    /** Who imports; no reference, because members go. */
    actorId: text("actor_id"),
    fileName: text("file_name").notNull(),
    /** Encoding, separator, names of the columns. */
    format: jsonb("format").notNull(),
    /** Which column is what. */
    mapping: jsonb("mapping").notNull(),
    /** What the kind asks beside, such as the lists and the consent. */
    options: jsonb("options").notNull(),
    parts: integer("parts").notNull(),
    /** How many of them were taken in. */
    taken: integer("taken").notNull().default(0),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
    undoneAt: moment("undone_at"),
    /** How many things that it created were removed when it was undone. */
    removed: integer("removed"),
  },
  (table) => [
    unique("imports_organization_id").on(table.organizationId, table.id),
    index("imports_created").on(table.organizationId, table.kind, table.createdAt, table.id),
  ],
);

/** A part that was taken in, and what became of its rows. */
export const importParts = pgTable(
  "import_parts",
  {
    importId: uuid("import_id").notNull(),
    organizationId: organizationId(),
    /** From 0. */
    number: integer("number").notNull(),
    rows: integer("rows").notNull(),
    created: integer("created").notNull(),
    updated: integer("updated").notNull(),
    unchanged: integer("unchanged").notNull(),
    /** Rows that were not taken in, each of which has a problem: with an error, */
    refused: integer("refused").notNull(),
    /** before a later row about the same thing, which counts instead, */
    repeated: integer("repeated").notNull().default(0),
    /** and about somebody who is to be left alone. */
    keptAway: integer("kept_away").notNull().default(0),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.number] }),
    foreignKey({
      name: "import_parts_import",
      columns: [table.organizationId, table.importId],
      foreignColumns: [imports.organizationId, imports.id],
    }).onDelete("cascade"),
  ],
);

/** A row of a file that was not taken in, and why. */
export const importProblems = pgTable(
  "import_problems",
  {
    importId: uuid("import_id").notNull(),
    organizationId: organizationId(),
    part: integer("part").notNull(),
    /** The line of the file, from 1. */
    line: integer("line").notNull(),
    /** The name of the column; null when it is about the whole row. */
    column: text("column_name"),
    reason: text("reason").notNull(),
    /** The cells as they came, to be mended and imported again. */
    cells: text("cells").array().notNull(),
    /** What the row is about, as `import_subjects` has it, so that it goes when a person is erased. */
    subject: text("subject"),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.line, table.part] }),
    index("import_problems_subject")
      .on(table.organizationId, table.subject)
      .where(sql`${table.subject} is not null`),
    foreignKey({
      name: "import_problems_import",
      columns: [table.organizationId, table.importId],
      foreignColumns: [imports.organizationId, imports.id],
    }).onDelete("cascade"),
  ],
);

/**
 * What the rows of an import were about, until its last part is in. Of two rows about the same thing the
 * later one counts, in whatever order their parts come: so each remembers what was there before it.
 */
export const importSubjects = pgTable(
  "import_subjects",
  {
    importId: uuid("import_id").notNull(),
    organizationId: organizationId(),
    /** What tells two things apart, such as the hash of an address. */
    subject: text("subject").notNull(),
    part: integer("part").notNull(),
    line: integer("line").notNull(),
    outcome: text("outcome", { enum: ["created", "updated", "unchanged", "kept_away"] }).notNull(),
    cells: text("cells").array().notNull(),
    /** What was there before the import, for the kind to take up again. */
    before: jsonb("before"),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.subject] }),
    check(
      "import_subjects_outcome_check",
      sql`${table.outcome} in ('created', 'updated', 'unchanged', 'kept_away')`,
    ),
    index("import_subjects_subject").on(table.organizationId, table.subject),
    foreignKey({
      name: "import_subjects_import",
      columns: [table.organizationId, table.importId],
      foreignColumns: [imports.organizationId, imports.id],
    }).onDelete("cascade"),
  ],
);
