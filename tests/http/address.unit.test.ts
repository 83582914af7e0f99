import { expect, test } from "vitest";
import { networkOf, parseAddress } from "#lib/http/address.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7:51034 ", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["0:0:0:0:0:ffff:cb00:7107", "203.0.113.7"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["::1", "::1"],
])("%j is the address %s, however it is written", (text, address) => {
  expect(parseAddress(text)).toBe(address);
});

test.each(["", "unknown", "999.1.1.1", "1.2.3", "::ffff:1.2.3.4.5", "evil.test", "203.0.113.7 x"])(
  "%j is no address",
  (text) => {
    expect(parseAddress(text)).toBeNull();
  },
);

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::5", "2001:db8:0:0::/64"],
  ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  [null, "unknown"],
])("%s is limited as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
