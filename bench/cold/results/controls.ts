import type { Samples } from "../sampling/samples.ts";
import { type Controls, checkControls } from "../statistics/controls.ts";

/** Which variant each layer runs twice, and with a sleep. */
const controlled = [
  { name: "cold starts", layer: "start", variant: "edge-handler", measure: "first byte" },
  { name: "drivers", layer: "driver", variant: "pg", measure: "cold query" },
] as const;

/** Whether samples of a cell are what a layer's controls compare. */
export const isOfControls =
  (of: string) =>
  ({ variant, delay }: { variant: string; delay: number }): boolean =>
    delay === 0 &&
    controlled.some(
      (one) =>
        one.layer === of && ["", "-again", "-slow"].some((end) => variant === one.variant + end),
    );

/** The controls of the layers that there are samples of, by their names. */
export function controlsOf(samples: Samples): Record<string, Controls> {
  const found = controlled.flatMap(({ name, variant, ...own }): [string, Controls][] => {
    const values = (suffix: string) =>
      samples.values({ ...own, variant: `${variant}${suffix}`, delay: 0 });
    const [plain, again, slow] = [values(""), values("-again"), values("-slow")];
    if ([plain, again, slow].some(({ length }) => length === 0)) return [];
    return [[name, checkControls({ plain, again, slow })]];
  });
  return Object.fromEntries(found);
}
