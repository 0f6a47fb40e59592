/**
 * The template tree: what `1-parse` produces and every later phase reads.
 *
 * It is strict (every element is written out and closed, exactly as a browser will build it), its control flow is
 * resolved (`:if` chains and `:for` are nodes, not attributes), its white space is final, and every node keeps its
 * offsets in the source file.
 */
import type * as ESTree from "estree";
import type { Namespace } from "../protocol/slots.ts";

/** Half-open range of UTF-16 offsets in the source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One `{…}`, parsed. The span covers the expression itself, without braces and surrounding white space and comments.
 */
export interface Expression extends Span {
  /** The source text of the span. */
  readonly code: string;
  /** Its syntax tree; offsets are those of the source file. TypeScript-only nodes (`TSAsExpression` …) occur. */
  readonly ast: ESTree.Expression;
}

/** A binding pattern: the `todo`, `{ id, title }` or `[key, value]` of a `:for`. */
export interface Pattern extends Span {
  readonly code: string;
  readonly ast: ESTree.Pattern;
}

export interface Template {
  readonly file: string;
  readonly source: string;
  /** True when the file begins with `<!doctype html>`: a root layout. */
  readonly doctype: boolean;
  readonly script: Script | undefined;
  readonly children: readonly Child[];
  /** Where warnings are silenced. */
  readonly ignores: readonly Ignore[];
}

/** The element that follows a `livec-ignore`, and the codes it names. */
export interface Ignore extends Span {
  readonly codes: ReadonlySet<string>;
}

/** The `<script lang="ts">`: its span covers the code between the tags. */
export interface Script extends Span {
  readonly code: string;
  readonly ast: ESTree.Program;
}

export type Child = Element | Text | Interpolation | If | For | Component | Outlet | LiveScripts;

/** Static text, entities decoded, white space final. */
export interface Text extends Span {
  readonly kind: "text";
  readonly value: string;
}

/** `{e}` among children. */
export interface Interpolation extends Span {
  readonly kind: "interpolation";
  readonly expression: Expression;
}

export interface Element extends Span {
  readonly kind: "element";
  /** As the browser names it: lower case in HTML, case kept (and adjusted) in SVG. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly namespace: Namespace;
  readonly attributes: readonly (Attribute | Spread)[];
  readonly directives: readonly Directive[];
  /** Empty for void elements. The text of `<script>`, `<style>`, `<textarea>`, `<title>` is among them. */
  readonly children: readonly Child[];
  readonly void: boolean;
}

/** An attribute; bindings (`live-*`) are attributes. */
export interface Attribute extends Span {
  readonly kind: "attribute";
  /** As written, lower-cased in HTML (`live-click:item_id`, `viewBox` in SVG). */
  readonly name: string;
  readonly nameSpan: Span;
  /**
   * Bare: `true`. Static: its decoded text. `{e}` or `"{e}"`: one expression. `"x {e} y"`: texts and expressions in
   * document order, without empty texts (`"{a}{b}"` is two expressions).
   */
  readonly value: true | string | Expression | readonly (string | Expression)[];
  /** Of the value without quotes; absent for a bare attribute. */
  readonly valueSpan: Span | undefined;
}

/** `{...e}` on a tag. */
export interface Spread extends Span {
  readonly kind: "spread";
  readonly expression: Expression;
}

/** A directive that stays on its node: `:html`, `:update`. */
export interface Directive extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: true | string | Expression;
  readonly valueSpan: Span | undefined;
}

/** `:if` with its `:else-if` and `:else`. */
export interface If extends Span {
  readonly kind: "if";
  readonly branches: readonly Branch[];
}
export interface Branch extends Span {
  /** `null` for `:else`. */
  readonly test: Expression | null;
  readonly children: readonly Child[];
}

export interface For extends Span {
  readonly kind: "for";
  readonly item: Pattern;
  readonly index: Pattern | undefined;
  readonly list: Expression;
  readonly key: Expression | undefined;
  /** The `:if` on the same element: filters. */
  readonly where: Expression | undefined;
  readonly children: readonly Child[];
}

/** A capitalised (or dotted) tag. */
export interface Component extends Span {
  readonly kind: "component";
  /** `Badge`, `Ui.Badge`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly props: readonly (Attribute | Spread)[];
  readonly directives: readonly Directive[];
  /**
   * What fills its slots: first the default one, then the named ones in document order. A slot may be filled several
   * times.
   */
  readonly fills: readonly Fill[];
}

/**
 * Content for a slot of a component: its `<template slot="header">`, or for the default slot what else is in its tag.
 */
export interface Fill extends Span {
  /** `"default"` without a name. */
  readonly name: string;
  readonly nameSpan: Span;
  /** The names of what the slot hands back. */
  readonly let: Pattern | undefined;
  readonly children: readonly Child[];
  /**
   * Where it is part of a chain, the conditions up to its own, of which the first that holds decides whether it fills
   * the slot; its children choose by them too.
   */
  readonly when: readonly FillCondition[] | undefined;
}

export interface FillCondition {
  /** `null` for `:else`. */
  readonly test: Expression | null;
  readonly shown: boolean;
}

/** `<slot/>`; its children are the default content. */
export interface Outlet extends Span {
  readonly kind: "outlet";
  /** `"default"` without a name. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What is handed back to the content. */
  readonly values: readonly (Attribute | Spread)[];
  readonly children: readonly Child[];
}

/** `<LiveScripts/>` in a root layout. */
export interface LiveScripts extends Span {
  readonly kind: "live-scripts";
}
