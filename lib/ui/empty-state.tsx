import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  /** What will be here and how it comes here. */
  text?: ReactNode;
  /** The button or link that begins it. */
  action?: ReactNode;
}

/** In the place of what is not there yet, or what no filter finds. */
export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center rounded-xl border border-dashed border-line px-6 py-12 text-center wrap-anywhere">
      {Icon && (
        <span className="mb-4 grid size-11 place-items-center rounded-full bg-sunken text-muted">
          <Icon className="size-5" />
        </span>
      )}
      <h2 className="font-semibold">{title}</h2>
      {text && <p className="mt-1 max-w-md text-pretty text-sm text-muted">{text}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
