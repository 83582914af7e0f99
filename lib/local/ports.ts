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
 * @throws RangeError when the block does not fit below 65,536.
 */
export function localPorts(
  base: number = Number(process.env.LOCAL_PORT || defaultLocalPort),
): LocalPorts {
  if (!Number.isInteger(base) || base < 1_024 || base > 65_528) {
    throw new RangeError(`LOCAL_PORT must be a whole number from 1024 to 65528, got ${base}`);
  }
  return {
    postgres: base,
    pgbouncer: base + 1,
    gateway: base + 2,
    polar: base + 3,
    smtp: base + 4,
    inbox: base + 5,
    model: base + 6,
    clerk: base + 7,
  };
}
