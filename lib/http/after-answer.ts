import { after } from "next/server.js";

/** Does work when the answer has been sent. The function is kept alive for it, where functions end. */
export function afterAnswer(work: () => Promise<void>): void {
  try {
    after(work);
  } catch {
    // Not called by Next, so there is no answer to wait for, and nothing that ends with it.
    void work();
  }
}
