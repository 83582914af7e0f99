import type { ReactNode } from "react";
import { Card } from "#lib/ui/card.tsx";

interface PartProps {
  /** What addresses and forms call it: `/account#profile`. */
  id: string;
  title: string;
  description?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the account page, which a refused form comes back to. */
export function Part({ id, ...card }: PartProps) {
  return (
    <div id={id} className="scroll-mt-6">
      <Card {...card} />
    </div>
  );
}
