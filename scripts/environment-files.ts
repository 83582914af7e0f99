import nextEnv from "@next/env";

/** Reads `.env.local`, `.env` and their like as Next does; what is set already wins. */
export function loadEnvironmentFiles(folder = process.cwd()): void {
  const isDevelopment = process.env.NODE_ENV !== "production";
  nextEnv.loadEnvConfig(folder, isDevelopment, { info() {}, error: console.error });
}
