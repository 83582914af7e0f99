import type { ProviderName } from "#lib/integrations/names.ts";
import { clerkStandIn } from "./clerk/stand-in.ts";
import { polarStandIn } from "./polar/stand-in.ts";
import type { LocalPorts } from "./ports.ts";
import { localUrl, type StandInOfProvider } from "./stand-in/of-provider.ts";

const standIns: Record<ProviderName, StandInOfProvider> = {
  polar: polarStandIn,
  clerk: clerkStandIn,
};

/**
 * Starts the stand-ins for the providers, which send their webhooks to the app.
 * @throws when a port is taken; what has started is stopped first.
 */
export async function startStandIns(
  ports: LocalPorts,
  appUrl: string,
  databaseUrl: string,
): Promise<{ stop(): Promise<void> }> {
  await using started = new AsyncDisposableStack();
  for (const [provider, standIn] of Object.entries<StandInOfProvider>(standIns)) {
    const webhookUrl = new URL(`/api/webhooks/${provider}`, appUrl).href;
    const { close } = await standIn.start({ ports, webhookUrl, databaseUrl });
    started.defer(close);
  }
  const running = started.move();
  return { stop: () => running.disposeAsync() };
}

/** What leads to the stand-ins, but for a provider to which a developer has a key of their own. */
export function standInEnvironment(
  ports: LocalPorts,
  chosen: Record<string, string | undefined>,
): Record<string, string> {
  const variables = Object.values<StandInOfProvider>(standIns).map(({ environment }) =>
    environment(ports, chosen),
  );
  return Object.assign({}, ...variables);
}

/** The address of each stand-in and the secret of its webhooks, to be shown. */
export function standInAddresses(
  ports: LocalPorts,
  env: Record<string, string | undefined>,
): [string, string | undefined][] {
  const all = Object.values<StandInOfProvider>(standIns);
  return [
    ...all.map(({ name, port }): [string, string] => [`${name} stand-in`, localUrl(ports[port])]),
    ...all.map(({ secret }): [string, string | undefined] => [secret, env[secret]]),
  ];
}
