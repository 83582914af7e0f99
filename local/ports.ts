/** The block of ports on 127.0.0.1 that the local services share; `LOCAL_PORT` moves it. */
export interface LocalPorts {
  postgres: number;
  pgbouncer: number;
  gateway: number;
  polar: number;
  smtp: number;
  inbox: number;
  model: number;
  clerk: number;
}

export const defaultLocalPort = 54_320;

/**
 * The port of each local service, counted up from `base`.
 * @throws RangeError that names LOCAL_PORT when the block does not fit below 65,536.
 */
export function localPorts(
  base: string | number = process.env.LOCAL_PORT || defaultLocalPort,
): LocalPorts {
  const first = portNumber("LOCAL_PORT", base, 1_024, 65_528);
  return {
    postgres: first,
    pgbouncer: first + 1,
    gateway: first + 2,
    polar: first + 3,
    smtp: first + 4,
    inbox: first + 5,
    model: first + 6,
    clerk: first + 7,
  };
}

/**
 * The port of the app, 3000 unless `PORT` says another.
 * @throws RangeError that names PORT when it is no port.
 */
export function appPort(port: string | number = process.env.PORT || 3_000): number {
  return portNumber("PORT", port, 1, 65_535);
}

function portNumber(name: string, value: string | number, least: number, most: number): number {
  if (!/^\d{1,5}$/.test(String(value)) || Number(value) < least || Number(value) > most) {
    throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}.`);
  }
  return Number(value);
}
