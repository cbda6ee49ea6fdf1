/** What --write-baseline writes where --baseline names nothing. */
export const baselineName = ".gomod-lint-baseline.json";
