/** The envelope that both providers send around an event. */
export interface Envelope {
  type: string;
  [key: string]: unknown;
}

/** In characters, four times the longest name of an event that there is. */
const typeLimit = 200;

/** The event in a body, or undefined when there is none. */
export function parseEnvelope(body: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isEnvelope(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    value.type.length <= typeLimit &&
    "data" in value &&
    typeof value.data === "object" &&
    value.data !== null
  );
}
