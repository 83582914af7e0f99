import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { buildApp, builds } from "#tests/build/build.ts";

const sourceMap = z.object({
  sources: z.array(z.string()).default([]),
  sections: z.array(z.object({ map: z.object({ sources: z.array(z.string()) }) })).default([]),
});

const trace = z.object({ files: z.array(z.string()) });

const packages = {
  "better-auth": /node_modules\/(better-auth|@better-auth|better-call)\//,
  clerk: /node_modules\/@clerk\//,
};
const words = { "better-auth": /.{40}better.?auth.{40}/gi, clerk: /.{40}clerk.{40}/gi };

/** What a build holds: the sources that its functions are made of, and the code that browsers load. */
async function contents(build: (typeof builds)["edge" | "clerk"]) {
  const { folder } = await buildApp(build);
  const read = (pattern: string) =>
    globSync(pattern, { cwd: join(folder, ".next") }).map((file) =>
      readFileSync(join(folder, ".next", file), "utf8"),
    );
  const maps = read("server/**/*.map").map((text) => sourceMap.parse(JSON.parse(text)));
  const sources = maps
    .flatMap((map) => [map, ...map.sections.map((section) => section.map)])
    .flatMap((map) => map.sources.map(decodeURIComponent));
  const traced = read("server/**/*.nft.json").flatMap(
    (text) => trace.parse(JSON.parse(text)).files,
  );
  return { files: [...sources, ...traced], browser: read("static/**/*.js").join("\n") };
}

test.each([
  ["Better Auth", builds.edge, "better-auth", "clerk"],
  ["Clerk", builds.clerk, "clerk", "better-auth"],
] as const)(
  "a build for %s holds nothing of the other",
  async (_, build, own, other) => {
    const { files, browser } = await contents(build);
    // A pattern that finds not even its own would prove nothing.
    expect(files.filter((file) => packages[own].test(file)).length).toBeGreaterThan(10);
    expect(files.filter((file) => packages[other].test(file))).toEqual([]);
    expect(browser.match(words[other])).toBeNull();
  },
  600_000,
);
