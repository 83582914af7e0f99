import postgres from "postgres";
import { afterAll, inject } from "vitest";

let connection: postgres.Sql | undefined;
afterAll(() => connection?.end());

/** Asks the database itself, for what no page says and no form does. */
export async function query<Row extends object = object>(
  strings: TemplateStringsArray,
  ...values: (string | number)[]
): Promise<Row[]> {
  connection ??= postgres(inject("env").DATABASE_URL_UNPOOLED ?? "", { max: 1 });
  return connection<Row[]>(strings, ...values);
}
