import { CopyButton } from "#lib/ui/copy-button.tsx";

/** A command to type, or to copy. */
export function Command({ children, label }: { children: string; label: string }) {
  return (
    <div className="flex items-center gap-3 rounded-xl border border-line bg-surface py-1.5 pr-1.5 pl-4">
      <code className="min-w-0 flex-1 overflow-x-auto whitespace-nowrap font-mono text-sm">
        <span aria-hidden="true" className="select-none text-muted">
          ${" "}
        </span>
        {children}
      </code>
      <CopyButton value={children} label={label} />
    </div>
  );
}
