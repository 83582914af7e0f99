import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";

/** Lets pages on Node settle their status (page-status.ts). To be called when the server starts. */
export function followAnswers(): void {
  if (globalThis.presentAnswer) return;
  const answers = new AsyncLocalStorage<{ statusCode: number }>();
  globalThis.presentAnswer = answers;
  // Node publishes it in the context in which it then handles the request.
  subscribe("http.server.request.start", (message) => {
    const answer =
      message instanceof Object && "response" in message ? message.response : undefined;
    if (answer instanceof ServerResponse) answers.enterWith(answer);
  });
}
