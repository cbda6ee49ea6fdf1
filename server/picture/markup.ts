/** Text as it may stand between tags and in the quotes of an attribute, of XML and of HTML. What XML has no place for becomes U+FFFD. */
export function escapeMarkup(text: string): string {
  return clean(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

/** Text of a file with its control characters, direction marks and lone surrogates replaced: on one line, as it reads. */
export function clean(text: string): string {
  return text.replace(unfit, "\uFFFD");
}

const unfit = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF\uD800-\uDFFF]/gu;
