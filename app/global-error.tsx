"use client";

import { productName } from "#lib/text/brand.ts";
import "./globals.css";
import ErrorPage from "./(edge)/error.tsx";

/** For an error in the root layout, which this then stands in for. */
export default function GlobalError(props: Parameters<typeof ErrorPage>[0]) {
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans text-base">
        <title>{`Something went wrong · ${productName}`}</title>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
