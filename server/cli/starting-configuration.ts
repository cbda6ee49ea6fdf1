import { profileNames, profiles } from "../workspace/configuration/profiles.ts";

/** What `gomod-lint init` writes: valid as it is, with all that there is to say in comments. */
export function startingConfiguration(): string {
  const width = Math.max(...profileNames.map((name) => name.length));
  return `# gomod-lint: https://yaml.org/spec/1.2.2, one setting a line; gomod-lint schema prints what is allowed.
# This file holds for every go.mod and go.work below its folder that has no nearer one.

# What to begin with:
${profileNames.map((name) => `#   ${name.padEnd(width)}  ${profiles[name].description}`).join("\n")}
profile: recommended

# The mildest findings that are shown: error, warning or info.
level: warning

# Rules and groups that do not run (gomod-lint rules lists them all):
# ignore: [multiple-majors]

# How grave the findings of a rule or a group are: error, warning, info or off.
# severity:
#   replace: error
#   dependency-diamond: info

# What rules are told; policies are checked where they are (docs/configuration.md has more):
# options:
#   banned-module:
#     block:
#       - module: github.com/pkg/errors
#         reason: archived

# Only these rules and groups run:
# select: [syntax, conflict, replace]

# Other choices for some files; patterns as in .gitignore, relative to this file:
# overrides:
#   - files: [examples/**, tools/go.mod]
#     ignore: [replace-outside-repository]

# A configuration that this one builds upon:
# extends: ../.gomod-lint.yaml
`;
}
