import { Search } from "lucide-react";
import type { Metadata } from "next";
import { organizationPath } from "#lib/organizations/forms.ts";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getFrame } from "#lib/workspace/get-frame.ts";
import { getSearch } from "#lib/workspace/reads/get-search.ts";
import { searchWords } from "#lib/workspace/reads/search-words.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { Found } from "./found.tsx";

export const metadata: Metadata = { title: "Search" };

export default workspacePage({
  route: "/o/[slug]/search",
  current: null,
  async read(db, scope, { query }) {
    const words = searchWords(query.q);
    if (words !== undefined) return getSearch(db, scope, words);
    const found = await getFrame(db, scope, "member");
    return found && { frame: found.frame, groups: [] };
  },
  render({ groups }, { slug, query }) {
    const words = searchWords(query.q);
    const home = organizationPath(slug);
    return (
      <>
        <PageHeader title="Search" />
        <FilterBar
          action={`${home}/search`}
          search={{ label: "Search this organization", value: words ?? "" }}
          submit="Search"
        />
        {words === undefined ? (
          <EmptyState
            icon={Search}
            title="What are you looking for?"
            text="Enter up to 100 characters of a name or an email address."
          />
        ) : groups.length === 0 ? (
          <EmptyState
            icon={Search}
            title={`No results for “${words}”`}
            text="Check the spelling, or try fewer letters."
          />
        ) : (
          <Found groups={groups} home={home} />
        )}
      </>
    );
  },
});
