import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { siteAddress } from "#lib/site/address.ts";
import { colours, productDescription, productName } from "#lib/text/brand.ts";
import { Behaviours } from "#lib/ui/behaviours.tsx";
import { themeScript } from "#lib/ui/theme.ts";
import { Toasts } from "#lib/ui/toasts.tsx";

import "./globals.css";

export const metadata: Metadata = {
  metadataBase: siteAddress(),
  title: { default: productName, template: `%s · ${productName}` },
  description: productDescription,
  openGraph: { siteName: productName, type: "website" },
  twitter: { card: "summary_large_image" },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: colours.canvas.light },
    { media: "(prefers-color-scheme: dark)", color: colours.canvas.dark },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The first script below changes attributes of this element before React sees it.
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this project, which must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body className="min-h-dvh font-sans text-base">
        {children}
        <Toasts />
        <Behaviours />
      </body>
    </html>
  );
}
