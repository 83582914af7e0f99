import { exampleOwnTables } from "#tests/products/example/schema.ts";
import * as real from "../../../lib/products/own-tables.ts";

export const ownTables = [...real.ownTables, ...exampleOwnTables];
