/**
 * A fresh process that asks the database with one driver: once cold, then warm, then in a transaction.
 * After each step it prints what it took as a line of JSON, and goes on when it reads a line.
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { connectWith } from "./drivers.ts";

const [driver = "", gateway = "", warm = "1", milliseconds = "0"] = process.argv.slice(2);
const connect = await connectWith(driver);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function step(name: string, act: () => Promise<unknown>): Promise<void> {
  await lines.next();
  const began = performance.now();
  await act();
  console.log(JSON.stringify({ step: name, milliseconds: performance.now() - began }));
}

let client: Awaited<ReturnType<typeof connect>> | undefined;
await step("cold query", async () => {
  if (milliseconds !== "0") await pause(Number(milliseconds));
  client = connect({ gateway });
  await client.query();
});
for (let n = 0; n < Number(warm); n++) await step("warm query", async () => client?.query());
await step("transaction", async () => client?.transaction());
process.exit();
