import type { NextConfig } from "next";

/** Of the app that is measured; `pg` and `postgres` are bundled or not as Next decides by itself. */
const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  // As in the project's own next.config.ts.
  turbopack: {
    rules: {
      "react-dom-server-legacy.browser.production.js": {
        condition: { all: ["edge-light", "production"] },
        loaders: [
          {
            loader: "./scripts/build/left-out.cjs",
            options: { exports: ["renderToString", "renderToStaticMarkup"] },
          },
        ],
        as: "*.js",
      },
    },
  },
};

export default config;
