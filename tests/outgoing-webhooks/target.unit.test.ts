import { lookup } from "node:dns";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { post, type Resolve } from "#lib/outgoing-webhooks/post.ts";
import { isPublicAddress, targetProblem } from "#lib/outgoing-webhooks/target.ts";
import { type Receiver, startReceiver } from "./receiver.ts";

const reach = { isLocal: false };

test.each([
  ["loopback", "127.0.0.1"],
  ["loopback, other end", "127.255.255.254"],
  ["this network", "0.0.0.0"],
  ["private 10/8", "10.1.2.3"],
  ["private 172.16/12, first", "172.16.0.1"],
  ["private 172.16/12, last", "172.31.255.255"],
  ["private 192.168/16", "192.168.1.1"],
  ["carrier-grade NAT", "100.64.0.1"],
  ["carrier-grade NAT, last", "100.127.255.255"],
  ["link-local", "169.254.0.1"],
  ["metadata of clouds", "169.254.169.254"],
  ["metadata of Alibaba", "100.100.100.200"],
  ["protocol assignments, metadata of Oracle", "192.0.0.192"],
  ["documentation", "203.0.113.9"],
  ["benchmarks", "198.19.0.1"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["loopback of IPv6", "::1"],
  ["unspecified of IPv6", "::"],
  ["mapped loopback", "::ffff:127.0.0.1"],
  ["mapped private", "::ffff:10.0.0.1"],
  ["mapped public", "::ffff:93.184.216.34"],
  ["compatible loopback", "::127.0.0.1"],
  ["NAT64 of a private address", "64:ff9b::a00:1"],
  ["local NAT64", "64:ff9b:1::a00:1"],
  ["6to4 of a private address", "2002:a00:1::"],
  ["Teredo", "2001:0:1::1"],
  ["ULA", "fd00:ec2::254"],
  ["link-local of IPv6", "fe80::1"],
  ["link-local with a zone", "fe80::1%eth0"],
  ["site-local", "fec0::1"],
  ["discard", "100::1"],
  ["multicast of IPv6", "ff02::1"],
  ["documentation of IPv6", "2001:db8::1"],
  ["later documentation of IPv6", "3fff::1"],
  ["no address", "example.com"],
  ["octal", "0177.0.0.1"],
  ["nothing", ""],
])("%s is no public address: %s", (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  "93.184.216.34",
  "1.1.1.1",
  "100.63.255.255",
  "100.128.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "2606:4700:4700::1111",
  "2a00:1450:4001:800::200e",
])("%s is a public address", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["http://example.com/", "url_insecure"],
  ["http://127.0.0.1:4000/", "url_insecure"],
  ["https://ada:secret@example.com/", "url_credentials"],
  ["https://ada@example.com/", "url_credentials"],
  ["https://example.com:22/", "url_port"],
  ["https://example.com:8080/", "url_port"],
  ["https://127.0.0.1/", "url_private"],
  ["https://2130706433/", "url_private"],
  ["https://0x7f.1/", "url_private"],
  ["https://0177.0.0.1/", "url_private"],
  ["https://①②⑦.0.0.1/", "url_private"],
  ["https://[::1]/", "url_private"],
  ["https://[::ffff:169.254.169.254]/", "url_private"],
  ["https://[fd00::1]/", "url_private"],
  ["https://localhost/", "url_private"],
  ["https://app.localhost/", "url_private"],
  ["https://metadata.google.internal/", "url_private"],
  ["https://metadata.google.internal./", "url_private"],
  ["https://printer.local/", "url_private"],
  ["https://intranet/", "url_private"],
])("%s is refused: %s", (url, problem) => {
  expect(targetProblem(new URL(url), reach)).toBe(problem);
});

test.each([
  "https://example.com/webhooks?a=1",
  "https://example.com:443/",
  "https://example.com:8443/",
  "https://bücher.example/",
  "https://93.184.216.34/",
])("%s is allowed", (url) => {
  expect(targetProblem(new URL(url), reach)).toBeUndefined();
});

test("plain HTTP leads to 127.0.0.1 in local use, and nowhere else", () => {
  const local = { isLocal: true };
  expect(targetProblem(new URL("http://127.0.0.1:4000/in"), local)).toBeUndefined();
  for (const url of [
    "http://localhost:4000/",
    "http://127.0.0.2/",
    "http://10.0.0.1/",
    "http://[::1]/",
  ])
    expect(targetProblem(new URL(url), local)).toBe("url_insecure");
  expect(targetProblem(new URL("https://127.0.0.1/"), local)).toBe("url_private");
});

describe("a name", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());

  // Every port that TLS may have is above the receiver's rules, so a connection would be seen there.
  const send = (resolve: Resolve) =>
    post(
      { url: `https://hooks.example.com:${receiver.port}/in`, headers: {}, body: "{}" },
      { isLocal: false, resolve },
    );
  const connected = () => {
    const seen = vi.fn();
    receiver.onConnection(seen);
    return seen;
  };

  test("that leads to this machine is not connected to", async () => {
    const seen = connected();
    const answer = await send(async () => ["127.0.0.1"]);
    expect(answer).toMatchObject({
      status: null,
      failure: "The host has an address that is not public.",
    });
    expect(seen).not.toHaveBeenCalled();
  });

  test("that has a private address among public ones is not connected to", async () => {
    const seen = connected();
    const answer = await send(async () => ["93.184.216.34", "::ffff:127.0.0.1"]);
    expect(answer.failure).toBe("The host has an address that is not public.");
    expect(seen).not.toHaveBeenCalled();
  });

  test("is looked up once, so that it cannot lead elsewhere the second time", async () => {
    const seen = connected();
    const resolve = vi
      .fn<Resolve>()
      .mockResolvedValueOnce(["203.0.114.1"])
      .mockResolvedValue(["127.0.0.1"]);
    const answer = await post(
      { url: `https://hooks.example.com:${receiver.port}/in`, headers: {}, body: "{}" },
      { isLocal: false, resolve, timeout: 1_000 },
    );
    expect(answer.status).toBeNull();
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(seen).not.toHaveBeenCalled();
  });

  test("that nobody has fails in words", async () => {
    const answer = await send(async () => []);
    expect(answer.failure).toBe("The host was not found.");
  });

  test("of the hosts file of this machine is not looked up there", async () => {
    const seen = connected();
    await new Promise((resolve) => lookup("localhost", resolve));
    const answer = await post(
      { url: `https://localhost.localdomain:${receiver.port}/in`, headers: {}, body: "{}" },
      { isLocal: false, timeout: 8_000 },
    );
    expect(answer.status).toBeNull();
    expect(seen).not.toHaveBeenCalled();
  });
});

describe("an answer", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());
  const send = (timeout?: number) =>
    post(
      { url: receiver.url, headers: { "x-test": "1" }, body: "{}" },
      { isLocal: true, ...(timeout && { timeout }) },
    );

  test("that never comes ends with the time for it", async () => {
    receiver.answers(() => {});
    expect(await send(300)).toMatchObject({
      status: null,
      failure: "No answer within 0.3 seconds.",
    });
  });

  test("whose body never ends keeps its status", async () => {
    receiver.answers((response) => {
      response.writeHead(200);
      response.write("begun");
    });
    expect(await send(300)).toMatchObject({ status: 200, text: "begun" });
  });

  test("that is a closed connection is a failure", async () => {
    receiver.answers((response) => response.destroy());
    expect(await send()).toMatchObject({
      status: null,
      failure: "The connection was closed before an answer.",
    });
  });

  test("that changes the protocol is a failure", async () => {
    receiver.answers((response) => {
      response.socket?.end(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
      );
    });
    expect((await send()).status).toBeNull();
  });

  test("of nobody is a refused connection", async () => {
    await receiver.stop();
    expect((await send()).failure).toBe("The connection was refused.");
    receiver = await startReceiver();
  });
});
