import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectFolder } from "../build/sources.ts";

test("the Node halves of products load without Next, as scripts and the ticker of npm run dev need", async () => {
  const program = 'import("#lib/products/servers.ts").then((m) => console.log(m.servers.length))';
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", program], {
    cwd: projectFolder,
  });
  expect(Number(stdout)).toBeGreaterThan(0);
});
