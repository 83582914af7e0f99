/** Stands in for the letters of a product that a build leaves out (next.config.ts). */
export const letters = {};
