import { product as example } from "#tests/products/example/product.ts";
import * as real from "../../../lib/products/products.ts";

export const products = [...real.products, example];
