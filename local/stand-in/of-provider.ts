import type { LocalPorts } from "../ports.ts";

/** Where a stand-in runs, and what it speaks with. */
export interface Surroundings {
  ports: LocalPorts;
  /** Where its webhooks go. */
  webhookUrl: string;
  /** Of the app's database. */
  databaseUrl: string;
}

/** The stand-in for a provider. */
export interface StandInOfProvider {
  /** What people call the provider, its port, and the variable with which its webhooks are signed. */
  name: string;
  port: keyof LocalPorts;
  secret: string;
  /** @throws when its port is taken. */
  start(surroundings: Surroundings): Promise<{ close(): Promise<void> }>;
  /** The variables that lead to it; none when a developer has a key of their own. */
  environment(
    ports: LocalPorts,
    chosen: Record<string, string | undefined>,
  ): Record<string, string>;
}

export const localUrl = (port: number): string => `http://127.0.0.1:${port}`;
