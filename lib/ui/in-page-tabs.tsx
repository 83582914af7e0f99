"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

interface TabsProps {
  label: string;
  tabs: { id: string; label: string; content: ReactNode }[];
}

/** Parts of a page, shown one at a time, with arrow keys between them. Parts with an address of their own are `TabLinks`. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <Base.Root defaultValue={tabs[0]?.id}>
      <div className="mb-4 overflow-x-auto border-b border-line">
        <Base.List aria-label={label} className="flex gap-5">
          {tabs.map(({ id, label: text }) => (
            <Base.Tab key={id} value={id} className="tab shrink-0">
              {text}
            </Base.Tab>
          ))}
        </Base.List>
      </div>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} keepMounted>
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
