import { ButtonLink } from "./button.tsx";

interface PagerProps {
  /** What is paged, for those who do not see where it stands. */
  label: string;
  /** Addresses; those that lead nowhere are left out. */
  newest?: string;
  previous?: string;
  next?: string;
  /** What the three say where "first" is not the newest. */
  names?: { newest?: string; previous?: string; next?: string };
  /** How many there are, or which are shown. */
  summary?: string;
}

/** Links to more rows. Nothing when there are no more. */
export function Pager({ label, newest, previous, next, names, summary }: PagerProps) {
  if (!newest && !previous && !next && !summary) return null;
  const links = [
    [newest, names?.newest ?? "Newest"],
    [previous, names?.previous ?? "Previous"],
    [next, names?.next ?? "Next"],
  ] as const;
  return (
    <nav aria-label={label} className="mt-3 flex flex-wrap items-center justify-between gap-3">
      <p className="text-sm text-muted tabular-nums">{summary}</p>
      <div className="flex gap-2">
        {links.map(
          ([href, name]) =>
            href && (
              <ButtonLink key={name} look="secondary" size="small" href={href} prefetch={false}>
                {name}
              </ButtonLink>
            ),
        )}
      </div>
    </nav>
  );
}
