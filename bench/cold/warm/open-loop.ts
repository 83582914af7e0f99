import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Sends requests at a steady rate whether or not the ones before have been answered, and counts each
 * from when it was due: one that had to wait is as late as it was for who sent it.
 * @returns milliseconds of each, in the order in which they were sent.
 * @throws Error when an answer is not 200.
 */
export async function sendOpenLoop(load: {
  port: number;
  path: string;
  /** Requests a second. */
  rate: number;
  seconds: number;
}): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  const sent: Promise<number>[] = [];
  try {
    for (let n = 0; n < load.rate * load.seconds; n++) {
      const due = began + (n * 1_000) / load.rate;
      await pause(Math.max(0, due - performance.now()));
      const request = send(agent, load, due);
      request.catch(() => {});
      sent.push(request);
    }
    return await Promise.all(sent);
  } finally {
    agent.destroy();
  }
}

function send(
  agent: Agent,
  { port, path }: { port: number; path: string },
  due: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "X-Matched-Path": path };
    const request = get({ host: "127.0.0.1", port, path, agent, headers }, (response) => {
      response.resume().once("error", reject);
      response.once("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - due);
        else reject(new Error(`${path} answered ${response.statusCode} under load`));
      });
    });
    request.once("error", reject);
  });
}
