/** How long the cells of a file are kept after its import began, in days. Its figures stay. */
export const cellsKeptFor = 90;
