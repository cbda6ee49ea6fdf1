import { pathsOf, processVariable } from "../../environment/file-paths.ts";
import type { Host } from "../../host/host.ts";

/** A line of git's configuration; section and key know no case there, and are in lower case here. */
export interface GitSetting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** What the system's and the user's git configuration say, in their order (git-config(1)); files that these include are not read. */
export function readGitConfig(host: Host): readonly GitSetting[] {
  const paths = pathsOf(host);
  const { home } = host;
  const xdg = processVariable(host, "XDG_CONFIG_HOME") || (home === "" ? "" : paths.join(home, ".config"));
  const files = [
    "/etc/gitconfig",
    ...(xdg === "" ? [] : [paths.join(xdg, "git", "config")]),
    ...(home === "" ? [] : [paths.join(home, ".gitconfig")]),
  ];
  return files.flatMap((file) => {
    const text = host.readText(file, 1024 * 1024);
    return typeof text === "string" ? parseGitConfig(text) : [];
  });
}

const header = /^\s*\[\s*([^\]"\s]+)(?:\s+"(?:[^"\\]|\\.)*")?\s*\]/;
const assignment = /^\s*([A-Za-z][\w-]*)\s*=\s*(?:"([^"]*)"|([^#;]*))/;

function parseGitConfig(text: string): readonly GitSetting[] {
  const settings: GitSetting[] = [];
  let section = "";
  for (const line of text.split("\n")) {
    const [start = "", name] = header.exec(line) ?? [];
    section = name?.toLowerCase() ?? section;
    const [, key, quoted, plain = ""] = assignment.exec(line.slice(start.length)) ?? [];
    if (key !== undefined) settings.push({ section, key: key.toLowerCase(), value: quoted ?? plain.trim() });
  }
  return settings;
}
