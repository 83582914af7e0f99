export interface HttpOptions {
  /** How often a statement is sent at the most. More than once is for reads only. */
  attempts: number;
  /** How long one attempt may take, in milliseconds. */
  timeout: number;
}

/** Of a gateway or a database that may be back in a moment; 400 and 507 answer the statement. */
const passing = new Set([500, 502, 503, 504]);

/** Sends a statement, over HTTP, and once more when it met what may pass. */
export async function send(
  url: string,
  { attempts = 1, timeout = 30_000, ...init }: RequestInit & Partial<HttpOptions>,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= attempts;
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
      if (isLast) return response;
      // Read here, because an answer can also break or stall half-way.
      const body = await response.arrayBuffer();
      if (!passing.has(response.status)) return new Response(body, response);
    } catch (error) {
      if (isLast) throw error;
    }
  }
}
