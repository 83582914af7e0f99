/** The longest request body, in bytes; a longer one is answered 413. Neon's own limit. */
export const maxRequestBytes = 10_485_760;

/** The longest response, in bytes of JSON; a longer one is answered 507. Neon's own limit. */
export const maxResponseBytes = 10_485_760;

/**
 * The most bytes read from Postgres for one statement. A value may come in one message of up to
 * a gigabyte, which has to be stopped before it is complete. Rows of many short columns take up
 * to two and a half times as many bytes on the wire as in JSON, hence the factor.
 */
export const maxWireBytes = 3 * maxResponseBytes;

/** The most parameters of one statement: their number travels in 16 bits. */
export const maxParameters = 65_535;
