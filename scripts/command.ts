import { type ParseArgsConfig, parseArgs } from "node:util";
import { loadEnvironmentFiles, type Mode } from "./environment-files.ts";
import { explain } from "./explain.ts";
import { whenAskedToStop } from "./stopping.ts";
import { UsageError } from "./usage-error.ts";

export type Options = NonNullable<ParseArgsConfig["options"]>;

/** What was typed, as `parseArgs` reads it. */
type Typed<Known extends Options> = ReturnType<
  typeof parseArgs<{ options: Known; allowPositionals: true }>
>["values"];

export interface Command<Known extends Options> {
  /** What people type, such as `npm run replay`. */
  name: string;
  /** What `--help` shows. */
  usage: string;
  options?: Known;
  /** How many words it takes beside its options; none unless it says so. */
  words?: number;
  /** Whose environment files it reads, as Next does; `none` leaves them to `run`. */
  files?: Mode | "none";
  /** It ends what it does by itself when it is told to stop. All others end at once. */
  stopsItself?: boolean;
  /** @returns the exit code. */
  run(typed: { values: Typed<Known>; words: string[] }): Promise<number>;
}

/**
 * Runs a script: reads what was typed after its name, then the environment files. Whatever goes wrong
 * is told in a sentence, and the exit code is then 1.
 */
export async function runCommand<const Known extends Options>(
  command: Command<Known>,
  args = process.argv.slice(2),
): Promise<void> {
  process.on("uncaughtException", (error) => fail(error, "uncaught"));
  try {
    if (asksForHelp(args)) {
      console.log(command.usage);
      return;
    }
    requireNode(command.name);
    const typed = read(command, args);
    if (command.files !== "none") loadEnvironmentFiles(command.files);
    if (!command.stopsItself) whenAskedToStop(() => process.exit(130));
    process.exitCode = await command.run(typed);
  } catch (error) {
    fail(error);
  }
}

/**
 * Ends the script, which a service that it started would keep alive. Services are stopped when a process
 * of ours exits, in local/service.ts.
 */
function fail(error: unknown, how: "caught" | "uncaught" = "caught"): never {
  // postgres-js throws at its socket when a connection breaks inside a transaction.
  const isOfSocket =
    how === "uncaught" && error instanceof Error && error.stack?.includes("node_modules/postgres/");
  console.error(isOfSocket ? "The connection to the database broke." : explain(error));
  process.exit(1);
}

/** Whether somebody only wants to know how a script is used. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args
    .slice(0, end === -1 ? undefined : end)
    .some((word) => word === "--help" || word === "-h");
}

function requireNode(name: string): void {
  if (process.version.startsWith("v24.")) return;
  throw new UsageError(`This project needs Node 24, and this is ${process.version}. Run: ${name}`);
}

function read<Known extends Options>(command: Command<Known>, args: string[]) {
  const { options, words: most = 0 } = command;
  const { values, positionals } = parse(command, args, options);
  for (const [option, value] of Object.entries(values)) {
    if (value === "") throw new UsageError(`--${option} needs a value. ${seeHelp(command)}`);
  }
  requireNothingForNpm(command, Object.keys(values));
  const extra = positionals[most];
  if (extra !== undefined) {
    throw new UsageError(`Unknown argument "${extra}". ${seeHelp(command)}`);
  }
  return { values, words: positionals };
}

function parse<Known extends Options>(
  command: { name: string },
  args: string[],
  options: Known | undefined,
) {
  try {
    return parseArgs<{ args: string[]; options: Known; allowPositionals: true }>({
      args,
      options: options ?? Object.create(null),
      allowPositionals: true,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Its second sentence is about words that begin with a dash, which no script of ours takes.
    const [problem = ""] = error.message.split(/\.\s|\n/);
    // A value that begins with a dash is taken for the next option.
    const missing = /^Option '[^']*(--[\w-]+).*(?:missing|ambiguous)/.exec(problem)?.[1];
    throw new UsageError(`${missing ? `${missing} needs a value` : problem}. ${seeHelp(command)}`);
  }
}

/**
 * npm keeps an option that stands before `--` for itself, also when it does not know it: a dry run
 * would be none.
 */
function requireNothingForNpm(
  { name, options = {} }: { name: string; options?: Options | undefined },
  typed: string[],
): void {
  for (const option of Object.keys(options)) {
    const variable = `npm_config_${option.replaceAll("-", "_")}`;
    if (!process.env.npm_lifecycle_event || typed.includes(option)) continue;
    if (process.env[variable] === undefined) continue;
    throw new UsageError(
      `npm consumed --${option}. Put two dashes before it: ${name} -- --${option}`,
    );
  }
}

const seeHelp = ({ name }: { name: string }) =>
  `See: ${name}${name.includes(" -- ") ? "" : " --"} --help`;
