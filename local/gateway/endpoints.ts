/** The host that stands for Neon on this machine, in connection strings. */
export const localEndpoint = "ep-local.penning.localhost";

/**
 * Whether `host` is one of `endpoints`, directly or through the pooler, whose host has `-pooler`
 * after its first label.
 */
export function isEndpoint(host: string, endpoints: readonly string[]): boolean {
  return endpoints.includes(withoutPooler(host.toLowerCase()));
}

/** Whether `id` is the first label of one of `endpoints`, as `options=endpoint%3D...` names it. */
export function isEndpointId(id: string, endpoints: readonly string[]): boolean {
  const wanted = withoutPooler(id.toLowerCase());
  return endpoints.some((endpoint) => endpoint.split(".")[0] === wanted);
}

function withoutPooler(host: string): string {
  return host.replace(/^([^.]+)-pooler(?=\.|$)/, "$1");
}
