import { ring as ringAt } from "../sending/clock.ts";

/** Begins to send what is due once the answer is sent. */
export const ring = (): void => ringAt(new Date());
