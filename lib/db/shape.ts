import type { Column, GetColumnData } from "drizzle-orm/column";
import { SQL, type SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { type JsonColumn, parserOf } from "./json-column.ts";
import { sql } from "./sql.ts";

/** An expression of a statement, and the parser of the JSON that Postgres makes of its value. */
export class Field<Value> implements SQLWrapper {
  readonly expression: SQL;
  readonly parser: z.ZodMiniType<Value>;

  constructor(expression: SQL, parser: z.ZodMiniType<Value>) {
    this.expression = expression;
    this.parser = parser;
  }

  /** @throws ZodError when it is of another shape. */
  parse(json: unknown): Value {
    return z.parse(this.parser, json);
  }

  /** A field may stand in any template: a shape stands there as its JSON. */
  getSQL(): SQL {
    return this.expression;
  }

  shouldOmitSQLParens(): boolean {
    return true;
  }
}

/** A column tells its parser itself, with whether it may be null; JSON and the like need `field`. */
export type Source = Field<unknown> | JsonColumn;
export type Sources = Readonly<Record<string, Source>>;

/** What a source is read as: `type Member = ValueOf<typeof member>`. */
export type ValueOf<From> =
  From extends Field<infer Value> ? Value : From extends Column ? GetColumnData<From> : never;
type ValuesOf<Of extends Sources> = { [Key in keyof Of]: ValueOf<Of[Key]> };

/** A field by what it is made of. */
export const fieldOf = (source: Source): Field<unknown> =>
  source instanceof Field ? source : new Field(sql`${source}`, parserOf(source));

/** An expression, or a column that is something else here than its table says, with its parser. */
export const field = <Value>(parser: z.ZodMiniType<Value>, expression: SQLWrapper): Field<Value> =>
  new Field(expression instanceof SQL ? expression : sql`${expression}`, parser);

/** A JSON object, declared once: the SQL that makes it, its parser and its type. */
export class Shape<Of extends Sources> extends Field<ValuesOf<Of>> {
  /** To make a larger shape of: `shape({ ...person.sources, role })`. */
  readonly sources: Of;

  constructor(sources: Of) {
    const fields = Object.entries(sources).map(([key, source]) => [key, fieldOf(source)] as const);
    const parts = fields.map(([key, { expression }]) => sql`${sql.raw(`'${key}'`)}, ${expression}`);
    const parsers = Object.fromEntries(fields.map(([key, { parser }]) => [key, parser]));
    // The keys of the parser are those of the sources, which TypeScript cannot follow through a loop.
    const parser = z.object(parsers) as unknown as z.ZodMiniType<ValuesOf<Of>>;
    super(sql`json_build_object(${sql.join(parts, sql`, `)})`, parser);
    this.sources = sources;
  }
}

/**
 * A JSON object of columns, expressions and other shapes. Declare it outside of functions, so that its
 * parser is made once; values of a request belong into common table expressions that it reads from.
 */
export const shape = <Of extends Sources>(sources: Of): Shape<Of> => new Shape(sources);

interface ListOptions {
  /** What stands after `from`: a table, its joins and conditions. */
  from: SQL;
  order?: SQL;
}

/** A subquery: an array with one item for each row, empty without any. */
export function listOf<Of extends Source>(
  source: Of,
  { from, order }: ListOptions,
): Field<ValueOf<Of>[]>;
export function listOf(source: Source, { from, order }: ListOptions): Field<unknown[]> {
  const { expression, parser } = fieldOf(source);
  const items = order ? sql`${expression} order by ${order}` : expression;
  return new Field(subquery(sql`coalesce(json_agg(${items}), '[]')`, from), z.array(parser));
}

const subquery = (expression: SQL, from: SQL): SQL => sql`(select ${expression} from ${from})`;

/**
 * A subquery: what the one row says that there is.
 * @param from what stands after `from`, with a limit if there may be more rows.
 */
export function oneOf<Of extends Source>(source: Of, from: SQL): Field<ValueOf<Of>>;
export function oneOf(source: Source, from: SQL): Field<unknown> {
  const { expression, parser } = fieldOf(source);
  return new Field(subquery(expression, from), parser);
}

/** The same where there may be no row: then null. */
export function maybeOf<Of extends Source>(source: Of, from: SQL): Field<ValueOf<Of> | null>;
export function maybeOf(source: Source, from: SQL): Field<unknown> {
  const { expression, parser } = fieldOf(source);
  return new Field(subquery(expression, from), z.nullable(parser));
}

/** What a source says where a condition holds, else null. */
export function when<Of extends Source>(condition: SQL, source: Of): Field<ValueOf<Of> | null>;
export function when(condition: SQL, source: Source): Field<unknown> {
  const { expression, parser } = fieldOf(source);
  return new Field(sql`case when ${condition} then ${expression} end`, z.nullable(parser));
}

/** How many rows there are. @param from what stands after `from`. */
export const countOf = (from: SQL): Field<number> =>
  new Field(subquery(sql`count(*)`, from), z.number());
