/** Stands in for the manifest of a product that a build leaves out (next.config.ts). */
export const product = undefined;
