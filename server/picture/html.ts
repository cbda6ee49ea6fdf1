import { sha256 } from "../text/sha256.ts";
import { escapeMarkup } from "./markup.ts";
import type { PictureGraph } from "./model.ts";
import type { PageData } from "./page-data.ts";
import type { Selection } from "./select.ts";

/** The page's program and looks, as the build made them (page/): files that belong to the package. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
}

/**
 * The page: one file that asks nobody for anything. Its own policy lets run only this program, by its hash, and connect to nothing, so
 * that not even a hostile module path could. The data stand apart, in a script element that is not run.
 */
export function htmlPage(graph: PictureGraph, selection: Selection, title: string, { script, style }: PageParts): string {
  const data: PageData = { graph, title, selection };
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script, "base64")}'`,
    `style-src 'sha256-${sha256(style, "base64")}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="gomod-lint">
<link rel="icon" href="data:,">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<noscript><p>This page draws its picture by a program of its own: allow scripts for it. gomod-lint graph --format svg makes a picture without.</p></noscript>
<script type="application/json" id="data">${inScript(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that cannot end the element it stands in, nor begin a comment there. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
