/** What the parameter `options` of a URL says, apart by whom it is for. */
export interface UrlOptions {
  /** The endpoint at Neon, from `endpoint=`, or `project=` as it was called before. */
  endpoint: string | undefined;
  /** Other words for Neon's proxy, such as `neon_lsn:0/1`. */
  neon: string[];
  /** Settings of the session, such as `-c work_mem=64MB`. */
  settings: string[];
}

/** Reads them as Postgres does: words separated by spaces; a backslash makes a space part of a word. */
export function readOptions(text: string): UrlOptions {
  const words = text.match(/(?:\\.|\S)+/gs) ?? [];
  const endpoints = words.flatMap((word) => /^(?:endpoint|project)=(.*)$/.exec(word)?.[1] ?? []);
  return {
    endpoint: endpoints.at(-1),
    neon: words.filter((word) => word.startsWith("neon_")),
    settings: words.filter((word) => !/^(?:endpoint=|project=|neon_)/.test(word)),
  };
}

/** Whether a host at Neon is that of an endpoint, through the pooler or not. */
export function isHostOf(host: string, endpoint: string): boolean {
  const [first = ""] = host.toLowerCase().split(".");
  return withoutPooler(first) === withoutPooler(endpoint.toLowerCase());
}

const withoutPooler = (name: string) => name.replace(/-pooler$/, "");
