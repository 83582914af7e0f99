import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "#local/find-program.ts";
import { delayedServer, neonApiHost, neonHost, poolerHost } from "./addresses.ts";

export interface Certificates {
  /** Files, in PEM. */
  authority: string;
  certificate: string;
  key: string;
}

/**
 * Makes a certificate authority and a certificate for the server's names, for one run.
 * @throws Error when openssl is missing or refuses.
 */
export function makeCertificates(folder: string): Certificates {
  const openssl = findProgram("openssl");
  if (!openssl) throw new Error("openssl is not installed: apt-get install openssl");
  const file = (name: string) => join(folder, name);
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(openssl, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
  };
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const names = [neonHost, neonApiHost, poolerHost, "localhost"].map((name) => `DNS:${name}`);
  const addresses = ["127.0.0.1", delayedServer].map((address) => `IP:${address}`);
  writeFileSync(
    file("server.ext"),
    `subjectAltName=${[...names, ...addresses].join(",")}\nextendedKeyUsage=serverAuth\n`,
  );
  run(
    ...["req", "-x509", ...newKey, "-days", "2", "-subj", "/CN=Penning bench"],
    ...["-keyout", file("ca.key"), "-out", file("ca.pem")],
    ...["-addext", "keyUsage=critical,keyCertSign"],
  );
  run(
    ...["req", "-new", ...newKey, "-subj", `/CN=${poolerHost}`],
    ...["-keyout", file("server.key"), "-out", file("server.csr")],
  );
  run(
    ...["x509", "-req", "-in", file("server.csr"), "-days", "2", "-CAcreateserial"],
    ...["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-extfile", file("server.ext")],
    ...["-out", file("server.pem")],
  );
  return {
    authority: file("ca.pem"),
    certificate: file("server.pem"),
    key: file("server.key"),
  };
}
