/**
 * The OIDs of the types whose values stay Postgres's text on every driver, as drizzle's columns want
 * them: date, timestamp, timestamptz, interval, arrays of these, and arrays of numeric.
 */
export const textTypes = [1_082, 1_114, 1_115, 1_182, 1_184, 1_185, 1_186, 1_187, 1_231];
