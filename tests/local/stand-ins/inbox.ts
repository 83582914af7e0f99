import { once } from "node:events";
import { createServer } from "node:http";

export interface Received {
  body: string;
  headers: Record<string, string>;
}

/** Takes what is sent to it, and answers what it is told to. */
export async function startInbox() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    received.push({ body, headers: Object.fromEntries(headers) });
    response.writeHead(answers.shift() ?? 200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port was given");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    received,
    /** The statuses of the next answers; 200 after them. */
    answer: (...statuses: number[]) => answers.push(...statuses),
    types: () => received.map(({ body }) => String(JSON.parse(body).type)),
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
