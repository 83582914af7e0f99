/** How many keys of an organization can be in use at once. */
export const keyLimit = 50;

/** After how many days a key ends, as its maker may choose; 0 is never. */
export const lifetimes = [0, 30, 90, 365] as const;

/** For how many hours a key goes on working beside the one that takes its place. */
export const overlaps = [0, 1, 24, 168] as const;
