import type { ReactNode } from "react";

/** The same parts in the light and in the dark colours, whatever the page is in. */
export function BothThemes({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {(["light", "dark"] as const).map((theme) => (
        <div
          key={theme}
          style={{ colorScheme: theme }}
          className="grid min-w-0 content-start gap-4 rounded-xl border border-line bg-canvas p-4 text-ink"
        >
          {children}
        </div>
      ))}
    </div>
  );
}
