import { getFrame } from "#lib/workspace/get-frame.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";

export default workspacePage({
  route: "/o/[slug]/example",
  current: "/example",
  async read(db, scope) {
    const found = await getFrame(db, scope, "admin");
    return found?.frame.role === "member" ? null : found;
  },
  render: ({ frame }) => <p>The page of the example, for {frame.organization.name}.</p>,
});
