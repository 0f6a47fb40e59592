/** Elements of HTML whose parser drops a line feed right after their start tag; one that is meant is written twice. */
export const newlineDroppers: readonly string[] = ["listing", "pre", "textarea"];
