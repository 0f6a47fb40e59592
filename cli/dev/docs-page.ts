/** The page of a diagnostic or of a run-time error, for a browser. */
import { errorPage, pageOf } from "../explain/page.ts";

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}pre{padding:.8rem 1rem;background:#8881;border-radius:6px;overflow:auto}code,pre{font:14px/1.5 ui-monospace,monospace}";

/** True for a code that has a page. */
export function hasPage(code: string): boolean {
  return markdownOf(code) !== undefined;
}

/** The page as an HTML document; `undefined` where there is none for that code. */
export function docsPage(code: string): string | undefined {
  const markdown = markdownOf(code);
  if (markdown === undefined) return undefined;
  const [title = code] = /(?<=^# ).*$/m.exec(markdown) ?? [];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head><body>${bodyOf(markdown)}</body></html>`;
}

function markdownOf(code: string): string | undefined {
  return pageOf(code) ?? errorPage(code);
}

/** What these pages are written in: headings, paragraphs, fences, lists of one level. */
function bodyOf(markdown: string): string {
  return markdown
    .split(/^(```\w*\n[\s\S]*?^```$)/m)
    .map((text) => {
      const [, code] = /^```\w*\n([\s\S]*?)\n?```$/.exec(text) ?? [];
      return code === undefined
        ? text
            .trim()
            .split(/\n{2,}/)
            .map(paragraph)
            .join("")
        : `<pre>${escaped(code)}</pre>`;
    })
    .join("");
}

function paragraph(text: string): string {
  const [, marks, heading] = /^(#+) (.*)$/.exec(text) ?? [];
  if (marks !== undefined && heading !== undefined) return `<h${marks.length}>${inline(heading)}</h${marks.length}>`;
  return text === "" ? "" : `<p>${inline(text)}</p>`;
}

function inline(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\[([^\]]+)\]\(([\w-]+)\.md\)/g, '<a href="$2">$1</a>')
    .replace(/(?<![\w*])\*([^*]+)\*(?![\w*])/g, "<em>$1</em>");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
