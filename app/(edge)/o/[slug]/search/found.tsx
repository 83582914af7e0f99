import Link from "next/link";
import { Section } from "#lib/ui/section.tsx";
import { shownOnPage } from "#lib/workspace/reads/get-search.ts";
import type { SearchGroup } from "#lib/workspace/reads/search.ts";

/** What was found, kind by kind. @param home the address of the organization. */
export function Found({ groups, home }: { groups: SearchGroup[]; home: string }) {
  return (
    <div className="grid gap-8">
      {groups.map(({ label, hits, hasMore }) => (
        <Section
          key={label}
          title={label}
          {...(hasMore && {
            description: `These are the first ${shownOnPage}. Add letters to narrow them down.`,
          })}
        >
          <ul className="grid divide-y divide-line rounded-xl border border-line bg-surface">
            {hits.map(({ title, detail, path }) => (
              <li key={`${path} ${title} ${detail}`}>
                <Link
                  href={`${home}${path}`}
                  prefetch={false}
                  className="block px-4 py-3 wrap-anywhere hover:bg-sunken"
                >
                  <span className="block font-medium">{title}</span>
                  {detail && detail !== title && (
                    <span className="block text-sm text-muted">{detail}</span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
