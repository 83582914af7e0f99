import { overview as example } from "#tests/products/example/overview.tsx";
import * as real from "../../../lib/workspace/reads/product-parts.ts";

export const productParts = { ...real.productParts, example };
