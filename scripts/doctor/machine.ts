import { findTool, type Tool } from "#scripts/install-tools.ts";
import type { Finding } from "./finding.ts";

const neededFor: Record<Tool, string> = {
  pgbouncer: "`npm run dev` connects without a pooler, and tests of pooling cannot run",
  openssl: "tests of TLS and the benchmarks of cold starts cannot run",
  chromium: "tests in a browser cannot run",
  python3: "tests of API clients in other languages cannot run",
};

/** Node and the programs that npm cannot install. */
export function checkMachine(version = process.version, find = findTool): Finding[] {
  const tools: Tool[] = ["pgbouncer", "openssl", "chromium", "python3"];
  return [checkNode(version), ...tools.map((tool) => checkTool(tool, find))];
}

function checkNode(version: string): Finding {
  const check = "Node";
  if (version.startsWith("v24.")) return { check, status: "ok", message: `${version.slice(1)}.` };
  return {
    check,
    status: "problem",
    message: `This is ${version}. The project needs Node 24, which npm installs in node_modules.`,
    type: "npm ci && npm run doctor",
  };
}

function checkTool(tool: Tool, find: typeof findTool): Finding {
  const path = find(tool);
  if (path) return { check: tool, status: "ok", message: `${path}.` };
  const install = process.platform === "darwin" ? "brew install" : "sudo apt-get install";
  return {
    check: tool,
    status: "hint",
    message: `Not installed, so ${neededFor[tool]}.`,
    type: `${install} ${tool}`,
  };
}
