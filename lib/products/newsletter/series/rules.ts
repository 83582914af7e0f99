/** In characters. */
export const nameLimit = 100;
export const mostSeries = 50;
export const mostSteps = 50;
export const mostDelay = 999;
