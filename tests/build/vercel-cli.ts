import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { cleanEnvironment } from "./process.ts";

/** A project that nobody has: the CLI asks for the settings of one, and for nothing else. */
export const project = {
  projectId: "prj_none",
  orgId: "team_none",
  settings: { framework: "nextjs", installCommand: "", nodeVersion: "24.x" },
};

/** Arguments that keep the CLI from anybody's account: a token of nobody, and settings of its own. */
export function withoutAccount(folder: string): string[] {
  return ["--token", "none", "--global-config", join(folder, ".vercel/global")];
}

const dryRun = z.object({ files: z.array(z.object({ path: z.string() })) });

/**
 * The files that `vercel deploy` would upload from a folder, by the CLI's own word (`--dry`).
 * @param options such as `--prebuilt`.
 */
export async function listUpload(folder: string, options: string[] = []): Promise<string[]> {
  const api = createServer((request, response) => {
    const found = apiAnswers.find(([path]) => request.url?.startsWith(path));
    response.statusCode = found ? 200 : 404;
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(found?.[1] ?? {}));
  });
  api.listen(0, "127.0.0.1");
  await once(api, "listening");
  try {
    const address = api.address();
    if (address === null || typeof address === "string") throw new Error("unreachable");
    const child = spawn(
      process.execPath,
      [
        join(folder, "node_modules/vercel/dist/vc.js"),
        ...["deploy", "--dry", "--json", ...options, ...withoutAccount(folder)],
        ...["--api", `http://127.0.0.1:${address.port}`],
      ],
      { cwd: folder, env: cleanEnvironment(folder), stdio: ["ignore", "pipe", "pipe"] },
    );
    const [out, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    if (code !== 0) throw new Error(`vercel deploy --dry failed:\n${error}`);
    return dryRun.parse(JSON.parse(out)).files.map(({ path }) => path);
  } finally {
    api.close();
    api.closeAllConnections();
  }
}

// What the CLI asks for before it looks at files.
const apiAnswers: [path: string, answer: object][] = [
  ["/v2/user", { user: { id: "none", username: "none", email: "none@example.com" } }],
  ["/teams/", { id: project.orgId, slug: "none", name: "None" }],
  ["/v9/projects/", { id: project.projectId, name: "none", accountId: project.orgId }],
];
