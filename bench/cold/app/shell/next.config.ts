import type { NextConfig } from "next";

/** The app of this one page: Next has Cache Components for all pages or for none. */
const config: NextConfig = {
  cacheComponents: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
};

export default config;
