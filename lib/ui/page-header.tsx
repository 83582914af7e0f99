import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons and links for the actions of this page. */
  actions?: ReactNode;
  /** The page that this one belongs to. */
  back?: { href: string; label: string };
  /** Beside the title: a badge. */
  aside?: ReactNode;
}

export function PageHeader({ title, description, actions, back, aside }: PageHeaderProps) {
  return (
    <header className="mb-6">
      {back && (
        <Link
          href={back.href}
          className="mb-2 inline-flex items-center gap-1.5 rounded text-sm text-muted hover:text-ink"
        >
          <ArrowLeft className="size-4" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-2xl">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-2xl font-semibold leading-8 tracking-tight wrap-anywhere">
              {title}
            </h1>
            {aside}
          </div>
          {description && <p className="mt-1 text-muted wrap-anywhere">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}
