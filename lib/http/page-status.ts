import type { AsyncLocalStorage } from "node:async_hooks";
import {
  type WorkStore,
  workAsyncStorage,
} from "next/dist/server/app-render/work-async-storage.external";

declare global {
  /** The answer to the present request on Node. Global, because pages and instrumentation.ts are apart. */
  var presentAnswer: AsyncLocalStorage<{ statusCode: number }> | undefined;
}

/** What scripts/build/page-status.cjs adds on the edge. */
interface SettableStatus {
  setPageStatus?(status: number): void;
}

/**
 * Settles the status of the page that is being rendered, which stays a whole page. Next's `notFound()`
 * settles it too, but answers with a document that is empty until its script has run
 * (vercel/next.js#62228). To be called before the page has returned what it shows.
 * @param status such as 403 or 404.
 */
export function setPageStatus(status: 403 | 404): void {
  const onEdge: (WorkStore & SettableStatus) | undefined = workAsyncStorage.getStore();
  if (onEdge?.setPageStatus) {
    onEdge.setPageStatus(status);
    return;
  }
  const onNode = globalThis.presentAnswer?.getStore();
  if (!onNode) throw new Error(`Nothing here can set the status of a page to ${status}`);
  onNode.statusCode = status;
}
