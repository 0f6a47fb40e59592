import { describe, expect, test } from "vitest";
import { networkOf, Proxies, type TrustProxy } from "./proxy.ts";

const head = (headers: { readonly [name: string]: string }, remoteAddress = "10.0.0.1", secure = false) => ({
  headers: new Map(Object.entries({ host: "inside:4000", ...headers })),
  remoteAddress,
  secure,
});

describe("the visitor's address", () => {
  const forwarded = { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2" };
  test.each<[TrustProxy | undefined, string]>([
    [undefined, "10.0.0.1"],
    [0, "10.0.0.1"],
    [1, "10.0.0.2"],
    [2, "1.2.3.4"],
    [3, "6.6.6.6"],
    [9, "6.6.6.6"],
    [["10.0.0.0/8"], "1.2.3.4"],
    [["10.0.0.1"], "10.0.0.2"],
    [["10.0.0.1", "10.0.0.2"], "1.2.3.4"],
    [["192.168.0.1"], "10.0.0.1"],
    [["0.0.0.0/0"], "6.6.6.6"],
    [[], "10.0.0.1"],
  ])("is, where trustProxy is %j, %s", (trust, address) => expect(new Proxies(trust).addressOf(head(forwarded))).toBe(address));

  test("is that of the connection where no proxy says another", () => {
    expect(new Proxies(1).addressOf(head({}))).toBe("10.0.0.1");
    expect(new Proxies(["10.0.0.0/8"]).addressOf(head({}))).toBe("10.0.0.1");
  });

  test.each([
    ["1.2.3.4:5678", "1.2.3.4"],
    ["[2001:db8::7]:5678", "2001:db8::7"],
    ["[2001:db8::7]", "2001:db8::7"],
    ["::ffff:1.2.3.4", "1.2.3.4"],
  ])("as a proxy may write it, %s, is %s", (text, address) =>
    expect(new Proxies(1).addressOf(head({ "x-forwarded-for": text }))).toBe(address),
  );

  test("is told to be unknown once, where a proxy seems to stand there and none is trusted", () => {
    const told: TrustProxy[] = [];
    for (const trust of [0, 1, ["10.0.0.9"]] as const) {
      const proxies = new Proxies(trust, () => told.push(trust));
      proxies.addressOf(head({}));
      for (let i = 0; i < 3; i++) proxies.addressOf(head(forwarded));
    }
    expect(told).toEqual([0]);
  });

  test("is that of the connection where a proxy says nonsense", () => {
    expect(new Proxies(1).addressOf(head({ "x-forwarded-for": "unknown" }))).toBe("10.0.0.1");
  });

  test("of IPv6 proxies as well", () => {
    const proxies = new Proxies(["fd00::/8"]);
    expect(proxies.addressOf(head({ "x-forwarded-for": "2001:db8::7, fd00::2" }, "fd00::1"))).toBe("2001:db8::7");
  });
});

describe("scheme and host", () => {
  const forwarded = { "x-forwarded-proto": "https", "x-forwarded-host": "shop.example" };
  test.each<[TrustProxy, string, string]>([
    [0, "10.0.0.1", "http://inside:4000"],
    [1, "10.0.0.1", "https://shop.example"],
    [["10.0.0.1"], "10.0.0.1", "https://shop.example"],
    [["10.0.0.1"], "6.6.6.6", "http://inside:4000"],
  ])("are, where trustProxy is %j, for a request from %s, %s", (trust, from, origin) =>
    expect(new Proxies(trust).originOf(head(forwarded, from))).toBe(origin),
  );

  test("are what the trusted proxies say, not what stood there before", () => {
    const made = { "x-forwarded-proto": "https, http", "x-forwarded-host": "evil.example, shop.example" };
    expect(new Proxies(1).originOf(head(made))).toBe("http://shop.example");
  });

  test("are those of the connection where no proxy says others", () => {
    expect(new Proxies(1).originOf(head({}, "10.0.0.1", true))).toBe("https://inside:4000");
  });
});

test.each([[-1], [0.5], [17], ["10.0.0.1"], [["proxy"]], [["10.0.0.0/33"]], [["10.0.0.0/"]], [["fd00::/129"]]])(
  "trustProxy cannot be %j",
  (trust) => {
    expect(() => new Proxies(trust as TrustProxy)).toThrow("trustProxy: ");
  },
);

test.each([
  ["1.2.3.4", "1.2.3.4"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
])("%s is in the network %s", (address, network) => expect(networkOf(address)).toBe(network));
