import { handler } from "#identity/handler.ts";

export { handler as GET, handler as POST };
