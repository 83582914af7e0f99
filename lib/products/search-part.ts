import type { SQL } from "drizzle-orm/sql";
import type { Grant } from "./product.ts";

/** What one kind of things is found by: SQL over `scope`, the organization that is searched. */
interface Sought {
  /** Common table expressions that `from` needs, each with the product's name in front: `crm_words`. */
  with?: SQL;
  /** What stands after `from`: the rows of the organization (`inTenant`) that have the words. */
  from: SQL;
  /** Expressions over a row. */
  id: SQL;
  title: SQL;
  /** What tells it from others of its title, such as an email address. */
  detail?: SQL;
  /** The best first. It ends with something unique, so that the same words give the same order. */
  order: SQL;
}

/** How one kind of things is searched, on the search page and in the command menu. */
export interface SearchPart {
  /** The heading above what was found: `Contacts`. */
  label: string;
  /** The permission that it takes to find them. Nobody else's statement looks. */
  needs: Grant;
  /**
   * @param text 1 to 100 characters, as somebody typed them.
   * @param limit how many of the rows are read, in their order.
   */
  sought(text: string, limit: number): Sought;
  /** The page of a thing, below the organization's own address. */
  path(id: string): `/${string}`;
}
