/** A worker in which nothing has run yet: the first pass of one project's compiler. */
import { parentPort, workerData } from "node:worker_threads";
import { compilers } from "./compilers.ts";
import { corpus } from "./corpus.ts";
import { pass } from "./pass.ts";

const own = compilers.filter(({ project }) => project === workerData);
parentPort?.postMessage(pass(own, corpus()));
