import type { OwnData } from "./read-own-data.ts";

/** The answer that a browser saves: all that is held on a person, as JSON. */
export const ownDataFile = (data: OwnData): Response =>
  new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="newsletter-data.json"',
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
