import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./build/sources.ts";

const page = readFileSync(join(projectFolder, "docs/architecture.md"), "utf8");
const section = page.slice(
  page.indexOf("## Floors"),
  page.indexOf("## ", page.indexOf("## Floors") + 3),
);

/** The floor of each room, from the table. */
const floors = new Map(
  [...section.matchAll(/^\| *(\d+) *\| ([^|]+)\|/gm)].flatMap(([, floor, rooms = ""]) =>
    [...rooms.matchAll(/`([^`]+)`/g)].map(([, room = ""]) => [room, Number(floor)] as const),
  ),
);

/** The arrows that the page says run upwards. */
const excepted = new Set(
  [...section.matchAll(/^- `([^`]+)` → `([^`]+)`: \S/gm)].map(([, from, to]) => `${from} → ${to}`),
);

const files = globSync("{app,bench,drizzle,lib,local,scripts,tests}/**/*.{ts,tsx,cjs}", {
  cwd: projectFolder,
  exclude: ["**/node_modules/**"],
});
const rootFiles = globSync("*.ts", { cwd: projectFolder, exclude: ["next-env.d.ts"] });

const { imports } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
/** Those of folders; a file that differs by the runtime stands beside itself. */
const aliases = Object.entries<unknown>(imports).flatMap(([alias, target]) =>
  typeof target === "string"
    ? [{ alias: alias.replace("*", ""), folder: normalize(target.replace("*", "")) }]
    : [],
);

/** The rooms of the table, those with the longest names first. `*` in a name is any one name. */
const patterns = [...floors.keys()]
  .toSorted(
    (a, b) =>
      b.split("/").length - a.split("/").length ||
      Number(a.includes("*")) - Number(b.includes("*")),
  )
  .map((room) => {
    const source = room.replaceAll(".", "\\.").replaceAll("*", "[^/]+");
    return { room, matches: new RegExp(`^${source}(?=/|$)`) };
  });

interface Room {
  /** As the table has it. */
  listed: string;
  /** With a name in the place of `*`: products are rooms apart. */
  name: string;
}

/** The longest room that a file stands in; a file beside the rooms belongs to the app. */
function roomOf(file: string): Room {
  if (!file.includes("/")) return { listed: "app", name: "app" };
  for (const { room, matches } of patterns) {
    const [name] = matches.exec(file) ?? [];
    if (name !== undefined) return { listed: room, name };
  }
  return { listed: `no room: ${file}`, name: file };
}

const specifiers = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(["'])([^"'\n]+)\1/g;

function importsOf(file: string): string[] {
  const text = readFileSync(join(projectFolder, file), "utf8");
  return [...text.matchAll(specifiers)].flatMap(([, , name = ""]) => {
    if (name.startsWith(".")) return [join(dirname(file), name)];
    const found = aliases.find(({ alias }) => name.startsWith(alias));
    return found ? [join(found.folder, name.slice(found.alias.length))] : [];
  });
}

/** `from → to` of every import between two rooms, with the files that make it. */
const arrows = new Map<string, { from: Room; to: Room; files: string[] }>();
for (const file of [...files, ...rootFiles]) {
  for (const target of importsOf(file)) {
    const [from, to] = [roomOf(file), roomOf(target)];
    if (from.name === to.name || target.startsWith("..") || target.includes("payloads")) continue;
    const name = `${from.name} → ${to.name}`;
    const arrow = arrows.get(name) ?? { from, to, files: [] };
    arrow.files.push(`${file} imports ${target}`);
    arrows.set(name, arrow);
  }
}

const isUpward = (from: Room, to: Room) =>
  Number(floors.get(to.listed) ?? Number.POSITIVE_INFINITY) >=
  Number(floors.get(from.listed) ?? -1);

test("every folder with code stands on a floor, and every room of the table is there", () => {
  const rooms = new Set(files.map((file) => roomOf(file).listed));
  expect([...rooms].filter((room) => !floors.has(room))).toEqual([]);
  // What the table says of any product may be true of none yet.
  const named = [...floors.keys()].filter((room) => !room.includes("*"));
  expect(named.filter((room) => !rooms.has(room))).toEqual([]);
});

test("a room imports from lower floors only", () => {
  const upward = [...arrows].filter(
    ([name, { from, to }]) => isUpward(from, to) && !excepted.has(name),
  );
  expect(upward.flatMap(([, arrow]) => arrow.files)).toEqual([]);
});

test("the page excepts two arrows at the most, and none that is not there", () => {
  expect(excepted.size).toBeLessThanOrEqual(2);
  for (const name of excepted) expect([...arrows.keys()]).toContain(name);
});
