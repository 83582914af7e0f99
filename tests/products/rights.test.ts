import { beforeAll } from "vitest";
import { testDatabase } from "../database.ts";
import { tryEveryRight } from "../organizations/matrix.ts";
import { actions } from "./example/actions.ts";
import { createExampleTable } from "./example/create-table.ts";

const database = testDatabase();
beforeAll(() => createExampleTable(database.on["postgres-js direct"]));

tryEveryRight(database, actions);
