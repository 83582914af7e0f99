/** What the variants and drivers of the benchmark are called. */
export const variantNames: Record<string, string> = {
  "bare-workerd": "workerd, nothing else",
  "bare-node": "Node, nothing else",
  "bare-isolate": "isolate, nothing else",
  "edge-handler": "edge route handler",
  "edge-page": "edge page",
  "node-tuned": "Node page, postgres-js tuned",
  "node-pg": "Node page, pg",
  "node-postgres-js": "Node page, postgres-js",
  "node-prisma": "Node page, Prisma",
  "node-shell": "Node page, Cache Components",
  "edge-handler-isolate": "edge route handler, fresh isolate",
  "edge-page-isolate": "edge page, fresh isolate",
  "neon-http": "Neon over HTTPS",
  "postgres-js-tuned": "postgres-js tuned",
  "postgres-js-unpooled": "postgres-js tuned, no pooler",
  "postgres-js-direct-tls": "postgres-js tuned, no pooler, direct TLS",
  "postgres-js": "postgres-js, defaults",
  pg: "pg",
};

export const nameOf = (variant: string): string => variantNames[variant] ?? variant;

/** In the order in which they are told. */
export const processes = [
  ...["edge-handler", "edge-page"],
  ...["node-pg", "node-tuned", "node-postgres-js", "node-prisma"],
];
/** Those that answer before they have the data, so that their first byte says nothing of it. */
export const streamed = ["node-shell"];
export const isolates = ["edge-handler-isolate", "edge-page-isolate"];
export const bare = ["bare-isolate", "bare-workerd", "bare-node"];
export const drivers = [
  "neon-http",
  "pg",
  "postgres-js-direct-tls",
  "postgres-js-unpooled",
  "postgres-js-tuned",
  "postgres-js",
];

/** What people do today, and what everything else is measured against; named where all is Node. */
export const todayNames: Record<string, string> = {
  "node-postgres-js": "postgres-js",
  "node-pg": "pg",
  "node-prisma": "Prisma",
};
export const today = Object.keys(todayNames);

/** A run has its version when it has its page: its packages are installed on demand. */
export const prismaPackage = "@prisma/client";

/** Where there is little room. */
export const shortNames: Record<string, string> = {
  "edge-handler": "edge handler",
  "edge-page": "edge page",
  "node-pg": "Node, pg",
  "node-tuned": "Node, tuned",
  "node-postgres-js": "postgres-js",
  "node-prisma": "Node, Prisma",
};
