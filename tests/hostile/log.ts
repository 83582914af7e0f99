import { inspect } from "node:util";
import { vi } from "vitest";
import { mark } from "./corpus.ts";

const kinds = ["log", "info", "warn", "error", "debug"] as const;

/** Keeps what the app prints off the terminal. @returns the lines with something that a visitor sent. */
export function watchLog(): () => string[] {
  const spies = kinds.map((kind) => vi.spyOn(console, kind).mockImplementation(() => {}));
  return () =>
    spies
      .flatMap((spy) => spy.mock.calls.map((line) => line.map(printed).join(" ")))
      .filter((line) => line.includes(mark));
}

/** As Node prints it. */
function printed(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { depth: 9, showHidden: true });
}
