import { expect, it } from "vitest";
import { type Attempt, loadUws, type Machine, whyNone } from "./uws-binary.ts";

const debian: Machine = { platform: "linux", arch: "x64", node: 24, glibc: "2.36" };
const next = ["linux-x64-22", "linux-x64-24", "linux-x64-26", "darwin-arm64-24"];
const old = ["linux-x64-18", "linux-x64-20", "linux-x64-22", "linux-x64-23"];
const linker = new Error("/x/uws.node: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /x/uws.node)");
const missing = new Error("Cannot find module '@uwsjs/linux-x64-24'");
const none = new Error("There is no @uwsjs/linux-x64-24 of 20.51.4.");
const both = (first: unknown, second: unknown): readonly Attempt[] => [
  { binaries: next, error: first },
  { binaries: old, error: second },
];

it.each<{ readonly what: string; readonly machine: Machine; readonly attempts: readonly Attempt[]; readonly says: string }>([
  {
    what: "an old glibc",
    machine: debian,
    attempts: both(linker, none),
    says: "The binary of uWebSockets.js for Node 24 on linux-x64 needs glibc 2.38, and this system has 2.36. Use a newer system, or Node 20 or 22.",
  },
  {
    what: "a binary that was not installed",
    machine: debian,
    attempts: both(missing, none),
    says: "The binary of uWebSockets.js for Node 24 on linux-x64 is not installed, as happens when packages were installed under another version of Node: install them again under this one (npm ci, or npm install).",
  },
  {
    what: "an old glibc for the one, another Node at installation for the other",
    machine: { ...debian, node: 22 },
    attempts: both(linker, missing),
    says: "The binary of uWebSockets.js for Node 22 on linux-x64 is not installed, as happens when packages were installed under another version of Node: install them again under this one (npm ci, or npm install).",
  },
  {
    what: "another C library",
    machine: { ...debian, glibc: undefined },
    attempts: both(linker, none),
    says: "uWebSockets.js needs glibc, and this system has another C library (musl, as Alpine Linux has it). Use a system with glibc, such as the image node:22-slim.",
  },
  {
    what: "a Node without a binary",
    machine: { ...debian, node: 25 },
    attempts: both(none, none),
    says: "uWebSockets.js has no binary for Node 25 on linux-x64: there are some for Node 18, 20, 22, 23, 24, 26.",
  },
  {
    what: "a platform without a binary",
    machine: { platform: "freebsd", arch: "x64", node: 24, glibc: undefined },
    attempts: both(none, none),
    says: "uWebSockets.js has no binary for freebsd-x64.",
  },
  {
    what: "no package",
    machine: debian,
    attempts: [
      { binaries: [], error: missing },
      { binaries: [], error: missing },
    ],
    says: "uWebSockets.js is not installed: install the packages again (npm ci, or npm install).",
  },
  {
    what: "anything else",
    machine: debian,
    attempts: both(new Error("file too short\nat somewhere"), none),
    says: "The binary of uWebSockets.js for Node 24 on linux-x64 cannot be loaded: file too short",
  },
])("names $what", ({ machine, attempts, says }) => {
  expect(whyNone(machine, attempts)).toBe(says);
});

it("loads what fits this machine", () => {
  expect(loadUws().App).toBeTypeOf("function");
});
