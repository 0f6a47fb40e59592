/** What a generated page and its rows are called, and what their fields are. */
import { didYouMean } from "../../../base/suggest.ts";
import { UsageError } from "../../../project/usage.ts";

export const columns = ["string", "text", "boolean", "integer", "number", "date"] as const;
export type Column = (typeof columns)[number];

export interface Field {
  /** `publishedAt` */
  readonly name: string;
  readonly column: Column;
  /** `Published at` */
  readonly label: string;
}

export interface Names {
  /** `BlogPost` */
  readonly type: string;
  /** `blogPost` */
  readonly one: string;
  /** `blogPosts` */
  readonly many: string;
  /** `blog-posts`, in paths. */
  readonly path: string;
  /** `Blog post` */
  readonly label: string;
  /** `Blog posts` */
  readonly labels: string;
}

/** @throws {UsageError} where it is no name of a type */
export function namesOf(type: string): Names {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(type))
    throw new UsageError(`"${type}" is no name for a type: it begins with a capital letter and has letters and digits only, like Article.`);
  const one = type.charAt(0).toLowerCase() + type.slice(1);
  const many = plural(one);
  return { type, one, many, path: dashed(many), label: spoken(one), labels: spoken(many) };
}

/** Words that are no names of variables where these are declared, and those that rows and forms have already. */
const TAKEN = new Set(["id", "form", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty"]);

/** @throws {UsageError} where one cannot be a field, or there is none */
export function fieldsOf(written: readonly string[]): readonly Field[] {
  const fields = written.map((text) => {
    const [name = "", column = "string", more] = text.split(":");
    if (!/^[a-z][A-Za-z0-9]*$/.test(name) || TAKEN.has(name) || more !== undefined)
      throw new UsageError(`"${text}" is no field: write a name and what it holds, like title:string.`);
    if (!isColumn(column))
      throw new UsageError(
        `"${text}": there is no column "${column}".${didYouMean(column, columns) || ` There are ${columns.join(", ")}.`}`,
      );
    return { name, column, label: spoken(name) };
  });
  const twice = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw new UsageError(`There are two fields "${twice.name}".`);
  if (fields.length === 0) throw new UsageError("Name its fields: livec gen live Article title:string body:text published:boolean.");
  return fields;
}

function isColumn(name: string): name is Column {
  return columns.some((column) => column === name);
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** `blog-posts` for `blogPosts`. */
function dashed(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).toLowerCase();
}

/** `Blog posts` for `blogPosts`. */
function spoken(name: string): string {
  const words = dashed(name).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
