import type { SQL } from "drizzle-orm/sql";
import type { ReactNode } from "react";
import * as z from "zod/mini";
import { Field, type Shape, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";

interface Defined<Shown> {
  /** Common table expressions that `shown` needs, each with the product's name in front: `crm_open`. */
  with?: SQL;
  /** What the card is given. It may use the columns of `tenant` (lib/organizations/tenant.ts). */
  shown: Field<Shown>;
  /** @param home the address of the organization, `/o/acme`. */
  card(shown: Shown, home: string): ReactNode;
}

/** Makes the card of what the statement gave. @param home the address of the organization. */
type Card = (home: string) => ReactNode;

/** What a product shows on the overview of an organization: a part of the page's one statement, and a card. */
export interface OverviewPart {
  with?: SQL;
  card: Field<Card>;
}

/** The part of a product, which its edge half, `parts.tsx`, hands in. */
export function defineOverview<Shown>({ with: own, shown, card }: Defined<Shown>): OverviewPart {
  const made = z.pipe(
    shown.parser,
    z.transform(
      (value): Card =>
        (home) =>
          card(value, home),
    ),
  );
  return { ...(own && { with: own }), card: new Field(shown.expression, made) };
}

/** The common table expressions of parts; undefined when there are none. */
export function overviewWith(parts: Readonly<Record<string, OverviewPart>>): SQL | undefined {
  const all = Object.values(parts).flatMap(({ with: own }) => own ?? []);
  return all.length > 0 ? sql.join(all, sql`, `) : undefined;
}

/** What parts show, by product. */
export const overviewShape = (
  parts: Readonly<Record<string, OverviewPart>>,
): Shape<Record<string, Field<Card>>> =>
  shape(Object.fromEntries(Object.entries(parts).map(([id, { card }]) => [id, card])));
