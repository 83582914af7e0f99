import { server as example } from "#tests/products/example/server.ts";
import * as real from "../../../lib/products/servers.ts";

export const servers = [...real.servers, example];
