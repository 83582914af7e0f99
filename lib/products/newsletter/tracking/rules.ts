/** Of a corrected link, in characters. */
export const longestTarget = 2_000;

/** How many links of an organization can be corrected: each process that answers clicks knows all of them. */
export const mostCorrections = 500;
