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
