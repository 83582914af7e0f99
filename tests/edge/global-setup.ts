import type { TestProject } from "vitest/node";
import { type Build, buildApp, builds } from "#tests/build/build.ts";
import { startNext } from "#tests/build/next-server.ts";
import { startTestNeon } from "#tests/build/test-neon.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What the pages are served from: edge functions in workerd, or the build without the edge. */
    build: Build;
    /** The environment of an app on the local Neon that these tests share. */
    env: Record<string, string>;
    postgres: { host: string; port: number };
    /** The whole app, to sign in with: accounts are written on Node. */
    app: string;
  }
}

/** Builds the app, and starts a local Neon and the whole app on it. */
export default async function setup(project: TestProject) {
  const build = await buildApp(project.name === "node" ? builds.node : builds.edge);
  const { neon, env, stop } = await startTestNeon();
  try {
    const app = await startNext(build, env);
    const { host, port } = neon.postgres;
    project.provide("build", build);
    project.provide("env", { ...env, AUTH_PROVIDER: build.provider });
    project.provide("postgres", { host, port });
    project.provide("app", app.url);
    return async () => {
      await app.stop();
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
