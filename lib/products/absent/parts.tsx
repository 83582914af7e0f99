/** Stands in for the edge half of a product that a build leaves out (next.config.ts). */
export const parts = undefined;
