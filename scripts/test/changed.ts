import { spawnSync } from "node:child_process";
import { UsageError } from "../usage-error.ts";
import { distancesTo } from "./import-graph.ts";

/** So many files of tests with a database take about two minutes on two cores. */
const mostFiles = 25;

// Every test depends on these, and no import says so.
const reachesAll =
  /^(package(-lock)?\.json|vitest\.config\.ts|tsconfig\.json|drizzle\/.*\.(sql|json)|tests\/database(-setup)?\.ts)$/;
const isOfPages = /^(app|public)\/|\.(tsx|css)$|^(next\.config|proxy|instrumentation)\.ts$/;
const needsBuild = /^tests\/(builds|browser|edge)\//;

export interface Plan {
  /** Every step is to be run, because of this file. */
  all?: string;
  /** Test files with a database: those of the same room first, then those nearest to the change. */
  files: string[];
  /** Those that are further away than the ones of `files`. */
  leftOut: string[];
  /** Whether a page may look different, which only builds and browsers tell. */
  touchesPages: boolean;
}

/** What a change asks to be tested. */
export function planFor(changed: readonly string[], root: string): Plan {
  const all = changed.find((file) => reachesAll.test(file));
  const touchesPages = changed.some((file) => isOfPages.test(file));
  const rooms = changed.map((file) => `tests/${file.split("/")[1]}/`);
  const isOfRoom = (file: string) => rooms.some((room) => file.startsWith(room));
  const reached = [...distancesTo(changed, root).keys()]
    .filter(
      (file) =>
        file.endsWith(".test.ts") && !file.endsWith(".unit.test.ts") && !needsBuild.test(file),
    )
    .toSorted((a, b) => Number(isOfRoom(b)) - Number(isOfRoom(a)));
  return {
    ...(all !== undefined && { all }),
    files: reached.slice(0, mostFiles),
    leftOut: reached.slice(mostFiles),
    touchesPages,
  };
}

/** What to run, and what not, in words. */
export function describePlan(changed: readonly string[], plan: Plan): string {
  const named = changed.slice(0, 3).join(", ");
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : "";
  const lines = [`Changed: ${named}${more}`];
  if (plan.all !== undefined) {
    lines.push(`Everything depends on ${plan.all}, so this runs every step.`);
    return lines.join("\n");
  }
  lines.push(`Runs lint, types, unit, and ${plan.files.length} files of database and sync.`);
  if (plan.leftOut.length > 0) {
    const count = plan.leftOut.length;
    lines.push(`Leaves out ${count} files that import the change from further away, such as`);
    lines.push(`${plan.leftOut.slice(0, 3).join(", ")}. All: npm test -- database`);
  }
  lines.push("Leaves out builds, identity, edge and browser.");
  if (plan.touchesPages) lines.push("A page may have changed: npm test -- browser looks at it.");
  return lines.join("\n");
}

/**
 * The files that differ from the branch `main`, and from the last commit when that is where we are;
 * new ones too, unless Git ignores them.
 * @throws UsageError outside of a Git repository.
 */
export function changedFiles(root: string): string[] {
  const git = (...args: string[]) => {
    const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
    return status === 0 ? stdout.split("\n").filter(Boolean) : undefined;
  };
  const [base = "HEAD"] =
    git("merge-base", "HEAD", "main") ?? git("merge-base", "HEAD", "origin/main") ?? [];
  const changed = git("diff", "--name-only", base);
  const added = git("ls-files", "--others", "--exclude-standard");
  if (!changed || !added) {
    throw new UsageError("What has changed is known in a Git repository only. Type: npm test");
  }
  return [...new Set([...changed, ...added])].toSorted();
}
