/** What TypeScript knows of a form: its data, the names of its fields, what comes out of it. */
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { FieldRules, FieldValue, GroupRules, ListRules, Rule, Rules } from "./rules.ts";
import type { Data } from "./shape.ts";

/** What a form may be made of: rules by field, or any Standard Schema. */
export type FormSchema = Rules | StandardSchemaV1;

/**
 * The data of a form while it is filled in. By rules, every field is there. By a schema, any may be missing, and what
 * is to become a number is a string as long as it was typed.
 */
export type FormData<S extends FormSchema> = S extends StandardSchemaV1
  ? FilledIn<StandardSchemaV1.InferInput<S>> & object
  : string extends keyof S
    ? Data
    : { readonly [K in keyof S & string]: S[K] extends FieldRules ? Ruled<S[K]> : never };

type Ruled<R extends FieldRules> = R extends GroupRules
  ? FormData<R["fields"]>
  : R extends ListRules
    ? readonly Ruled<R["each"]>[]
    : FieldValue;

type FilledIn<T> = unknown extends T
  ? FieldValue
  : T extends readonly (infer I)[]
    ? readonly FilledIn<I>[]
    : T extends Date
      ? string
      : T extends object
        ? { readonly [K in keyof T & string]?: FilledIn<Exclude<T[K], undefined>> }
        : T | string;

/** What a form gives once all of it is right. */
export type FormOutput<S extends FormSchema> = S extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<S> : FormData<S>;

/** The name of every field, of groups and lists too, and `""` for the form as a whole. */
export type FieldName<D> = "" | NameIn<D>;

type NameIn<D> = D extends readonly (infer I)[]
  ? `${number}` | Below<`${number}`, I>
  : D extends object
    ? { [K in keyof D & string]-?: K | Below<K, Exclude<D[K], undefined>> }[keyof D & string]
    : never;

type Below<K extends string, T> = [NameIn<T>] extends [never] ? never : `${K}.${NameIn<T>}`;

/** What has a rule that there is not is refused. */
export type OnlyRules<S> = S extends StandardSchemaV1 ? unknown : { readonly [K in keyof S]: OnlyRule<S[K]> };

type OnlyRule<R> = R extends { readonly fields: infer F }
  ? { readonly [N in Exclude<keyof R, "fields">]: never } & { readonly fields: OnlyRules<F> }
  : R extends { readonly each: infer E }
    ? { readonly [N in Exclude<keyof R, keyof ListRules>]: never } & { readonly each: OnlyRule<E> }
    : { readonly [N in Exclude<keyof R, keyof Rule>]: never };
