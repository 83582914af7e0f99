import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { linkPackages } from "#tests/build/build.ts";
import { cleanEnvironment } from "#tests/build/process.ts";
import { projectFolder } from "#tests/build/sources.ts";

const page = readFileSync(join(projectFolder, "docs/leaving-out.md"), "utf8");

interface Steps {
  name: string;
  /** Folders and files. */
  deleted: string[];
  /** Each line of the file that has the word goes. */
  dropped: { file: string; word: string }[];
}

/** What the page says, provider by provider. */
const variants = page
  .split(/^## Without /m)
  .slice(1)
  .map(
    (section): Steps => ({
      name: section.slice(0, section.indexOf("\n")),
      deleted: [...section.matchAll(/^- `([^`]+)`$/gm)].flatMap(([, path]) => path ?? []),
      dropped: [...section.matchAll(/^\| `([^`]+)` *\| `([^`]+)` *\|$/gm)].map(
        ([, file = "", word = ""]) => ({ file, word }),
      ),
    }),
  );

const made = /^(node_modules|\.next|\.local|\.git|\.vercel)$/;

/** What can be asked of the database still, with each provider left out. */
const asked: Record<string, string[]> = {
  Clerk: ["tests/webhooks/with-polar/replay.test.ts", "tests/organizations/members.test.ts"],
  Polar: ["tests/billing/usage.test.ts", "tests/webhooks/deliveries.test.ts"],
};

/** A copy of the project in which the steps were done. Each step has something to do. */
function copyWithout({ deleted, dropped }: Pick<Steps, "deleted" | "dropped">): string {
  const folder = mkdtempSync(join(tmpdir(), "penning-without-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of globSync("{*,.*}", { cwd: projectFolder })) {
    if (made.test(name)) continue;
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  rmSync(join(folder, "tsconfig.tsbuildinfo"), { force: true });
  for (const path of deleted) {
    expect(existsSync(join(folder, path)), path).toBe(true);
    rmSync(join(folder, path), { recursive: true });
  }
  for (const { file, word } of dropped) {
    const lines = readFileSync(join(folder, file), "utf8").split("\n");
    const kept = lines.filter((line) => !line.toLowerCase().includes(word.toLowerCase()));
    expect(kept.length, `${word} in ${file}`).toBeLessThan(lines.length);
    writeFileSync(join(folder, file), kept.join("\n"));
  }
  return folder;
}

/** Runs a program of the copy's packages in it: one of others would bring a second React. @returns what it wrote when it fails, else "". */
function run(folder: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, "node_modules", program), ...args],
    {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...cleanEnvironment(folder),
        NODE_ENV: program.startsWith("next/") ? "production" : "test",
      },
      maxBuffer: 64 * 1_048_576,
    },
  );
  return status === 0 ? "" : `${stdout}\n${stderr}`;
}

test("the page says how to leave out each provider", () => {
  expect(variants.map(({ name }) => name)).toEqual(["Clerk", "Polar"]);
});

test.for(variants)(
  "without $name the types are right and the tests that are left pass",
  { timeout: 600_000 },
  (variant) => {
    const folder = copyWithout(variant);
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    expect(run(folder, "next/dist/bin/next", "typegen")).toBe("");
    expect(run(folder, "typescript/bin/tsc", "--noEmit")).toBe("");
    // The pages of docs still name what is gone; that test is there to say which, as the page tells.
    const unit = ["--project", "unit", "--exclude", "tests/docs.unit.test.ts"];
    expect(run(folder, "vitest/vitest.mjs", "run", ...unit)).toBe("");
    const some = asked[variant.name] ?? [];
    expect(run(folder, "vitest/vitest.mjs", "run", "--project", "database", ...some)).toBe("");
  },
);

test("without any of them the app builds", { timeout: 600_000 }, () => {
  const deleted = [...new Set(variants.flatMap((variant) => variant.deleted))];
  const isLeft = (file: string) => !deleted.some((path) => `${file}/`.startsWith(`${path}/`));
  const dropped = variants.flatMap((variant) => variant.dropped).filter(({ file }) => isLeft(file));
  const folder = copyWithout({ deleted, dropped });
  // Turbopack reads nothing above the folder with the lock file.
  linkPackages(folder);
  expect(run(folder, "next/dist/bin/next", "build")).toBe("");
  const routes = globSync("**/route.js", { cwd: join(folder, ".next/server/app/api") });
  expect(routes).toContain("cron/route.js");
  expect(routes.filter((route) => route.startsWith("webhooks/"))).toEqual([]);
});
