/** How many may wait. Each keeps its file of up to 4 MB in memory meanwhile. */
const maxWaiting = 4;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Does a piece of work when this instance has done all that came before: unpacking one large picture
 * takes some 250 MB, and a function has little more.
 * @returns `picture_busy` when too many wait already.
 */
export async function oneAtATime<Result>(
  work: () => Promise<Result>,
): Promise<Result | "picture_busy"> {
  if (waiting > maxWaiting) return "picture_busy";
  waiting += 1;
  const turn = last.then(work);
  last = turn.catch(() => {});
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}
