/** Stands in for the Node half of a product that a build leaves out (next.config.ts). */
export const server = undefined;
