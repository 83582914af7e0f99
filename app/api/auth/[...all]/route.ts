import { handler } from "#identity/handler.ts";

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
