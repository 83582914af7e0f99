import { beforeAll } from "vitest";
import { createExampleTable } from "../build/example-table.ts";
import { testDatabase } from "../database.ts";
import { tryEveryRight } from "../organizations/matrix.ts";
import { actions } from "./example/actions.ts";

const database = testDatabase();
beforeAll(() => createExampleTable(database.on["postgres-js direct"]));

tryEveryRight(database, actions);
