/** What the pages of the bench are rendered from. */

export interface Row {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly score: number;
}

const CITIES = ["Lisboa", "São Paulo", "Kraków", "Cork & Kerry", "Ürümqi"];

/** The same rows on every call, as new objects. */
export function makeRows(length: number): readonly Row[] {
  return Array.from({ length }, (_, index) => ({
    id: index + 1,
    name: `Person ${index + 1}`,
    city: CITIES[index % CITIES.length] as string,
    score: (index * 7919) % 1000,
  }));
}

export interface Article {
  readonly id: number;
  readonly title: string;
  readonly author: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly comments: number;
  readonly isNew: boolean;
}

export interface Home {
  readonly title: string;
  readonly user: { readonly name: string; readonly admin: boolean } | null;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  readonly here: string;
  readonly articles: readonly Article[];
  readonly year: number;
}

const TAGS = ["typescript", "html & css", "web", "performance", "compilers"];
const SUMMARY =
  "A page is text with openings, and most of it never changes; what does is known when it is compiled, <as one might hope>, and so is how it must be escaped.";

export function makeHome(): Home {
  return {
    title: "Notes & queries",
    user: { name: "Ada Lovelace", admin: true },
    links: ["Home", "Articles", "Projects", "People", "About"].map((label) => ({ href: `/${label.toLowerCase()}`, label })),
    here: "/articles",
    articles: Array.from({ length: 40 }, (_, index) => ({
      id: index + 1,
      title: `On the analytical engine, part ${index + 1}`,
      author: index % 3 === 0 ? "Ada Lovelace" : "Charles Babbage",
      summary: SUMMARY,
      tags: TAGS.slice(index % 3, (index % 3) + 3),
      comments: (index * 31) % 17,
      isNew: index % 4 === 0,
    })),
    year: 2026,
  };
}
