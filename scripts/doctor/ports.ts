import { appPort, localPorts } from "#local/ports.ts";
import type { Variables } from "./environment.ts";
import type { Finding } from "./finding.ts";

/** Whether `LOCAL_PORT` and `PORT` are ports; nothing is found when they are, or are not set. */
export function checkPorts({ LOCAL_PORT, PORT }: Variables): Finding[] {
  return [
    ...problems("LOCAL_PORT", () => localPorts(LOCAL_PORT || undefined)),
    ...problems("PORT", () => appPort(PORT || undefined)),
  ];
}

function problems(variable: string, read: () => unknown): Finding[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const type = `unset ${variable}`;
    return [{ check: "Ports", status: "problem", message: error.message, type }];
  }
}
