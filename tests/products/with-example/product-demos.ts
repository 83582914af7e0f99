import { insertDemo as example } from "#tests/products/example/demo.ts";
import * as real from "../../../drizzle/product-demos.ts";

export const productDemos = [...real.productDemos, example];
