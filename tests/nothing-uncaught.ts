import type { ChildProcess } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

const uncaught: unknown[] = [];

/**
 * Call it at the top of a file in which connections or programs are killed: a test fails when
 * something was thrown outside of every promise, or rejected with nobody there. Either would end the
 * process of a function.
 */
export function nothingUncaught(): void {
  const note = (error: unknown) => void uncaught.push(error);
  beforeAll(() => {
    process.on("uncaughtException", note).on("unhandledRejection", note);
  });
  afterAll(() => {
    process.off("uncaughtException", note).off("unhandledRejection", note);
  });
  afterEach(async () => {
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    expect(uncaught.splice(0)).toEqual([]);
  });
}

/** The same for a program that such a file starts: only a signal or its own will may end it. */
export function nothingUncaughtIn(program: ChildProcess): void {
  program.once("exit", (code) => {
    if (code) uncaught.push(new Error(`${program.spawnargs.join(" ")} ended with code ${code}`));
  });
}
