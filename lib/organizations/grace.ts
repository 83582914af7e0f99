/** How many days a deletion can be taken back. */
export const graceDays = 7;
