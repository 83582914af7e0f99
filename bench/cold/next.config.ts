import type { NextConfig } from "next";

/** Of the app that is measured; `pg` and `postgres` are bundled or not as Next decides by itself. */
const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
};

export default config;
