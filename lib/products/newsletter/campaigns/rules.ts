/** In characters. Mail programs show 40 to 70 of a subject. */
export const subjectLimit = 200;
export const preheaderLimit = 200;
/** Of the Markdown; a form takes 256 KB in all. */
export const contentLimit = 100_000;
