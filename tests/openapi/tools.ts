import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { z } from "zod";
import { installPackages } from "#tests/build/packages.ts";
import { projectFolder } from "#tests/build/sources.ts";

const run = promisify(execFile);

/** The programs that other people read the document with, beside a document to read. */
export class OpenApiTools {
  private readonly folder: string;
  private readonly installed: string;

  private constructor(installed: string, document: object) {
    this.installed = installed;
    // Below the packages, so that Node finds them from there.
    this.folder = mkdtempSync(join(installed, "run-"));
    cpSync(join(import.meta.dirname, "tools"), this.folder, { recursive: true });
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(this.folder, "openapi.json"), JSON.stringify(document));
  }

  /** @throws Error when npm cannot fetch the programs, which is done once. */
  static async for(document: object): Promise<OpenApiTools> {
    try {
      const installed = await installPackages({
        packageFolder: join(import.meta.dirname, "package"),
        root: join(projectFolder, ".local/openapi-tools"),
      });
      return new OpenApiTools(installed, document);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `npm cannot install the programs that read the API's document (tests/openapi/package): ${reason}`,
        { cause: error },
      );
    }
  }

  /** What Spectral and Redocly find. */
  async findings(): Promise<string[]> {
    return z.array(z.string()).parse(JSON.parse(await this.node("lint.mjs")));
  }

  /** Lets openapi-typescript and hey-api write their TypeScript. */
  async generate(): Promise<void> {
    const types = join(this.installed, "node_modules/openapi-typescript/bin/cli.js");
    const client = join(this.installed, "node_modules/@hey-api/openapi-ts/bin/run.js");
    await Promise.all([
      this.node(types, "openapi.json", "--output", "schema.d.ts"),
      this.node(client, "--input", "openapi.json", "--output", "hey-api", "--no-log-file"),
    ]);
  }

  /** Checks what was generated, and what uses it, as strictly as the project itself. */
  async compile(): Promise<void> {
    const config = {
      extends: join(projectFolder, "tsconfig.json"),
      compilerOptions: { incremental: false },
      include: ["*.ts", "hey-api/**/*.ts"],
      exclude: [],
    };
    writeFileSync(join(this.folder, "tsconfig.json"), JSON.stringify(config));
    await this.node(join(projectFolder, "node_modules/typescript/bin/tsc"), "--project", ".");
  }

  /** The program that uses what was generated. */
  get client(): string {
    return join(this.folder, "client.ts");
  }

  /** The slugs in an answer to listOrganizations, as classes in Python read it. */
  async slugsInPython(answer: string): Promise<string[]> {
    await this.node("python.mjs");
    const python = run("python3", ["read.py"], { cwd: this.folder });
    python.child.stdin?.end(answer);
    return z.array(z.string()).parse(JSON.parse((await python).stdout));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** @throws Error with what the program said, unless it ends well. */
  private async node(...args: string[]): Promise<string> {
    try {
      return (await run(process.execPath, args, { cwd: this.folder })).stdout;
    } catch (error) {
      const { stdout, stderr } = z.object({ stdout: z.string(), stderr: z.string() }).parse(error);
      throw new Error(`${args[0]} failed:\n${stdout}${stderr}`, { cause: error });
    }
  }
}
