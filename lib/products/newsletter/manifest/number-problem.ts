/** What is wrong with a variable that is to be a number, as the end of a sentence; undefined of one that is right. */
export function numberProblem(value: string, least: number, most: number): string | undefined {
  const number = Number(value);
  return number >= least && number <= most
    ? undefined
    : `must be a number from ${least} to ${most}.`;
}
