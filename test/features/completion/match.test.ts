import assert from "node:assert/strict";
import fc from "fast-check";
import { matchPath } from "../../../server/features/completion/match.ts";

describe("completion's matching of paths", () => {
  it("ranks the start and the name before elements, and those before words in them", () => {
    const rank = (typed: string, path: string): number | undefined => matchPath(typed, path)?.rank;
    assert.equal(rank("", "github.com/a/b"), 0);
    assert.equal(rank("github.com/a", "github.com/a/b"), 0);
    assert.equal(rank("testify", "github.com/stretchr/testify"), 0);
    assert.equal(rank("testify", "github.com/go-openapi/testify/v2"), 0);
    assert.equal(rank("yaml", "gopkg.in/yaml.v3"), 0);
    assert.equal(rank("test", "github.com/stretchr/testify"), 1);
    assert.equal(rank("testify", "github.com/go-openapi/testify/enable"), 1);
    assert.equal(rank("cmp", "github.com/google/go-cmp"), 2);
    assert.equal(rank("github.com/testify", "github.com/stretchr/testify"), 2);
    assert.equal(rank("github.com/azure/", "github.com/AzureAD/library"), undefined);
    assert.equal(rank("estify", "github.com/stretchr/testify"), undefined);
    assert.equal(rank("a/b/c", "a/b"), undefined);
  });

  it("gives clients a text that begins with what is typed, and goes on as the path does", () => {
    assert.deepEqual(matchPath("testi", "github.com/stretchr/testify"), { rank: 1, filter: "testify" });
    assert.deepEqual(matchPath("BURNT", "github.com/BurntSushi/toml"), { rank: 1, filter: "BURNTSushi/toml" });
    assert.deepEqual(matchPath("github.com/tes", "github.com/stretchr/testify/v2"), { rank: 2, filter: "github.com/testify/v2" });
  });

  it("keeps what it found when more of it is typed, so that a client may go on by itself", () => {
    const element = fc.stringMatching(/^[aAbB.-]{1,3}$/);
    const path = fc.array(element, { minLength: 1, maxLength: 5 }).map((elements) => elements.join("/"));
    fc.assert(
      fc.property(path, path, (typed, whole) => {
        const match = matchPath(typed, whole);
        if (match === undefined) return;
        assert.ok((match.filter ?? whole).startsWith(typed));
        for (let end = 0; end < typed.length; end++) assert.ok(matchPath(typed.slice(0, end), whole), typed.slice(0, end));
      }),
      { numRuns: 2000 },
    );
  });
});
