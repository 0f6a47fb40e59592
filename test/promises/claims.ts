/** What a page of the documentation says: each sentence of its prose and each row of its tables. */

const EXAMPLE = /^```[\s\S]*?^```$/gm;
/** Written by the program, from what it is checked against. */
const GENERATED = /<!-- (\w+) -->[\s\S]*?<!-- \/\1 -->/g;

/** The claims of a page, without Markdown's emphasis; a row is named by its first cell. */
export function claimsOf(page: string): readonly string[] {
  return page
    .replace(EXAMPLE, "")
    .replace(GENERATED, "")
    .split(/\n\n+|\n(?=- |\d\. |\|)/)
    .map((block) => block.replace(/\s+/g, " ").trim())
    .filter((block) => block !== "" && !block.startsWith("#"))
    .flatMap((block) => (block.startsWith("|") ? row(block) : sentences(block.replace(/^(?:-|\d\.) /, ""))));
}

/** A head is followed by a line; both begin as no claim does. */
function row(block: string): readonly string[] {
  return /^\| (?:name|where|elements) \||^\|-/.test(block) ? [] : [block.slice(2)];
}

function sentences(text: string): readonly string[] {
  return text.replaceAll("**", "").split(/(?<=[.!?]\)?) (?=[`*[A-Z])/);
}

/** Where the tests of a claim are: a file, and what stands in the title of one of its tests. */
export type Shown = readonly [file: string, title: string];

/**
 * How claims are shown, by how they begin. `advice` tells the reader what to do, and says nothing of livec that is not
 * said elsewhere.
 */
export type Ledger = readonly (readonly [claim: string, ...where: readonly (Shown | "advice")[]])[];
