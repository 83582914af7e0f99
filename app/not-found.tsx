import type { Metadata } from "next";
import { NothingHere } from "#lib/ui/nothing-here.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return <NothingHere />;
}
