import type { ReactNode } from "react";

interface CardProps {
  title?: string;
  description?: ReactNode;
  /** Beside the title: a badge, a link. */
  aside?: ReactNode;
  children?: ReactNode;
  /** Below a line at the end: what to do with it. */
  footer?: ReactNode;
  className?: string;
}

export function Card({ title, description, aside, children, footer, className = "" }: CardProps) {
  return (
    <section className={`min-w-0 rounded-xl border border-line bg-surface shadow-xs ${className}`}>
      <div className="p-4 sm:p-5">
        {title && (
          <div className={`flex items-baseline justify-between gap-4 ${children ? "mb-4" : ""}`}>
            <div className="min-w-0 wrap-anywhere">
              <h2 className="font-semibold">{title}</h2>
              {description && <p className="mt-0.5 text-sm text-muted">{description}</p>}
            </div>
            {aside}
          </div>
        )}
        {children}
      </div>
      {footer && (
        <div className="rounded-b-xl border-t border-line bg-canvas px-4 py-3 text-sm sm:px-5">
          {footer}
        </div>
      )}
    </section>
  );
}
