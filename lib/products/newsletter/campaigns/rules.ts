/** In characters. Mail programs show 40 to 70 of a subject. */
export const subjectLimit = 200;
export const preheaderLimit = 200;
/** Of the Markdown; a form takes 256 KB in all. */
export const contentLimit = 100_000;

/** How many lists, or segments, a campaign goes to or leaves out. */
export const partLimit = 50;
/** Bytes of HTML from which mail programs show a part of a letter, and from which that is near. */
export const sizeLimit = 102_000;
export const sizeWarning = 90_000;

/** How many in a hundred people get a test of two subjects, and for how long it runs at the most. */
export const defaultShare = 20;
export const shares = { least: 2, most: 100 };
export const mostTestMinutes = 7 * 24 * 60;
/** Members who get a test email at once. */
export const testLimit = 10;
