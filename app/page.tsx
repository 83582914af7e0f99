import type { Metadata } from "next";
import { Hero } from "#lib/site/landing/hero.tsx";
import { Inside } from "#lib/site/landing/inside.tsx";
import { Products } from "#lib/site/landing/products.tsx";
import { Proof } from "#lib/site/landing/proof.tsx";
import { Start } from "#lib/site/landing/start.tsx";
import { Ways } from "#lib/site/landing/ways.tsx";
import { PublicPage } from "#lib/site/public-page.tsx";

export const metadata: Metadata = { alternates: { canonical: "/" } };

export default function LandingPage() {
  return (
    <PublicPage>
      <Hero />
      <Inside />
      <Ways />
      <Proof />
      <Products />
      <Start />
    </PublicPage>
  );
}
