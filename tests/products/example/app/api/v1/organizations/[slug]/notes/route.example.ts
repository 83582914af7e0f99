import { apiRoute } from "#lib/api/route.ts";
import { listNotesOperation, pinNote } from "#tests/products/example/operations/notes.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(listNotesOperation, pinNote);
