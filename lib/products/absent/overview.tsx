/** Stands in for the part of the overview of a product that a build leaves out (next.config.ts). */
export const overview = undefined;
