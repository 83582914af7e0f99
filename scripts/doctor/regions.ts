import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Variables } from "./environment.ts";
import type { Finding } from "./finding.ts";

/**
 * Neon's regions at AWS (neon.com/docs/introduction/regions), each with the region of Vercel that is
 * in the same one (vercel.com/docs/regions, November 2026).
 */
export const nearest: Record<string, string> = {
  "us-east-1": "iad1",
  "us-east-2": "cle1",
  "us-west-2": "pdx1",
  "eu-central-1": "fra1",
  "eu-west-2": "lhr1",
  "ap-southeast-1": "sin1",
  "ap-southeast-2": "syd1",
  "sa-east-1": "gru1",
};

const vercel = z.object({ regions: z.array(z.string()).default([]) });

/** The regions that vercel.json names for functions on Node. */
export function chosenRegions(): string[] {
  const file = new URL("../../vercel.json", import.meta.url);
  return vercel.parse(JSON.parse(readFileSync(file, "utf8"))).regions;
}

/**
 * Whether functions on Node run next to the database. Nothing is found for a database elsewhere than
 * at Neon, or in a region that is not known here.
 */
export function checkRegions({ DATABASE_URL = "" }: Variables, regions: string[]): Finding[] {
  const check = "Regions";
  const host = URL.parse(DATABASE_URL)?.hostname.toLowerCase() ?? "";
  // A cell may come before: ep-x-pooler.c-2.us-east-1.aws.neon.tech.
  const region = /\.([^.]+)\.aws\.neon\.tech$/.exec(host)?.[1] ?? "";
  const near = Object.hasOwn(nearest, region) ? nearest[region] : undefined;
  if (!near) return [];
  if (regions.length > 0 && regions.every((one) => one === near)) {
    return [{ check, status: "ok", message: `${near} is next to the database in ${region}.` }];
  }
  const chosen = regions.length > 0 ? `says ${regions.join(" and ")}` : "names no region";
  return [
    {
      check,
      status: "hint",
      message: `The database is in ${region}, but vercel.json ${chosen}, so writes are slow. Set "regions": ["${near}"] in vercel.json.`,
      type: "$EDITOR vercel.json",
    },
  ];
}
