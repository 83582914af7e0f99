/** A place in a total order: parts from the most to the least significant, `false` before `true`. */
export type Version = (number | string | boolean)[];

/** Below zero when `left` comes before `right`. */
export function compareVersions(left: Version, right: Version): number {
  for (const [position, part] of left.entries()) {
    const other = right[position] ?? part;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/** The one whose version no other exceeds, or undefined when there is none at all. */
export function greatest<Told>(all: Told[], versionOf: (told: Told) => Version): Told | undefined {
  return all.toSorted((a, b) => compareVersions(versionOf(a), versionOf(b))).at(-1);
}
