import type { TestProject } from "vitest/node";
import { type Build, buildApp, builds } from "./build.ts";
import { startNext } from "./next-server.ts";
import { startTestNeon } from "./test-neon.ts";

declare module "vitest" {
  interface ProvidedContext {
    build: Build;
    /** The environment of an app on the local Neon that these tests share. */
    env: Record<string, string>;
    postgres: { host: string; port: number };
    /** The address of the whole app. */
    app: string;
    /** The address of the inbox that has the app's mail. */
    inbox: string;
  }
}

/**
 * Builds the app, and starts a local Neon and the whole app on it. Projects whose name ends with
 * "node" get the build without the edge.
 */
export default async function setup(project: TestProject) {
  const build = await buildApp(project.name.endsWith("node") ? builds.node : builds.edge);
  const { neon, mail, aimWebhooks, env, stop } = await startTestNeon();
  try {
    const app = await startNext(build, env);
    aimWebhooks(app.url);
    const { host, port } = neon.postgres;
    project.provide("build", build);
    project.provide("env", { ...env, AUTH_PROVIDER: build.provider });
    project.provide("postgres", { host, port });
    project.provide("app", app.url);
    project.provide("inbox", mail.url);
    return async () => {
      await app.stop();
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
