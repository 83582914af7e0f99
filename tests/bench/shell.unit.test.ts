import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readShell } from "../../bench/cold/start/shell.ts";

/** A build output with the page `/shell`, as `vercel build` writes one. */
function output(contentType: string): string {
  const folder = mkdtempSync(join(tmpdir(), "penning-shell-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "functions"));
  writeFileSync(join(folder, "functions/shell.prerender-fallback"), "[é]null<!DOCTYPE html>…");
  writeFileSync(
    join(folder, "functions/shell.prerender-config.json"),
    JSON.stringify({
      fallback: { fsPath: "shell.prerender-fallback", contentType },
      chain: { outputPath: "shell", headers: { "next-resume": "1" } },
    }),
  );
  return folder;
}

test("the file of a shell is cut where its state ends, in bytes", () => {
  const shell = readShell(
    output('application/x-nextjs-pre-render; state-length=8; origin="text/html"'),
    "/shell",
  );
  expect(shell.postponed.toString()).toBe("[é]null");
  expect(shell.html.toString()).toBe("<!DOCTYPE html>…");
  expect(shell.headers).toEqual({ "next-resume": "1" });
});

test("a page that is all static has no state, and is not taken for one that streams", () => {
  expect(() => readShell(output("text/html"), "/shell")).toThrow("/shell has no state to go on");
});
