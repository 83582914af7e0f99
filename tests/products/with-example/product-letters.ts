import { letters as example } from "#tests/products/example/letters.ts";
import * as real from "../../../lib/mail/product-letters.ts";

export const productLetters = { ...real.productLetters, ...example };
