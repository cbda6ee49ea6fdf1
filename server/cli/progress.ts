import type { Progress } from "../sources/fetch-all.ts";
import type { Io } from "./io.ts";

/** Nobody needs to be told of a wait that is over before it is noticed, in milliseconds. */
const patience = 400;
/** How often the line changes, in milliseconds. */
const pace = 80;

/**
 * Shows on a terminal how far fetching is, in one line that goes away again; elsewhere nothing.
 * @param use is given what to call with each progress
 * @param doing what is done, in front of the numbers
 */
export async function withProgress<T>(
  { stderr, host }: Pick<Io, "stderr" | "host">,
  use: (onProgress: (progress: Progress) => void) => Promise<T>,
  doing = "fetching go.mod files",
): Promise<T> {
  const start = host.now();
  let next = start + patience;
  let shown = false;
  const show = (text: string): void => {
    stderr.write(`\r\u001B[2K${text}`);
    void stderr.flush();
  };
  try {
    return await use(({ done, total, current }) => {
      const now = host.now();
      if (now < next || !(shown || stderr.terminal())) return;
      next = now + pace;
      shown = true;
      show(`${doing}: ${done} of ${total}, ${current}`.slice(0, 78));
    });
  } finally {
    if (shown) show("");
  }
}
