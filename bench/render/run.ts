import { measureFirstHtml } from "./first-html.ts";
import { measureLists } from "./lists.ts";
import { measureMemory } from "./memory.ts";

console.log(measureMemory());
console.log(measureLists());
for (const [page, times] of Object.entries(await measureFirstHtml())) console.log(page, times);
