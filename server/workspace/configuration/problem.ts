/** What is wrong with a configuration file, and where. */
export interface ConfigurationProblem {
  /** absolute path of the file */
  readonly path: string;
  /** 1-based; column in UTF-16 units; absent: the file as a whole */
  readonly place?: { readonly line: number; readonly column: number; readonly endColumn: number };
  readonly message: string;
  readonly hint?: string;
}
