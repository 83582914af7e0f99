// Apart from what reads files, because pages that only name them hold no parser.

export const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];
