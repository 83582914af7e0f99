import { parts as example } from "#tests/products/example/parts.tsx";
import * as real from "../../../lib/products/parts.ts";

export const parts = { ...real.parts, example };
