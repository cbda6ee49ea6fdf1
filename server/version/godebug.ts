/** The newest release of Go whose settings are listed here, as its minor version. */
export const newestGodebugRelease = 26;

/**
 * The oldest release that go.mod's godebug lines can meet, as its minor version: before, the go command does not know the directive.
 */
export const oldestGodebugRelease = 23;

/** In which releases of Go a setting may stand in a godebug line: minor versions. */
export interface GodebugSetting {
  readonly since: number;
  /** the first release that stops at it */
  readonly removed?: number;
}

/*
 * The settings of internal/godebugs (its tables All and Removed in Go 1.26.8), with the releases that doc/godebug.md names. What reached
 * older releases by a security fix counts from the first minor version that has it in any of its patch releases. Names are words of one
 * string: nothing is built before somebody asks.
 */
const introduced: readonly (readonly [release: number, names: string])[] = [
  [
    23,
    `allowmultiplevcs asynctimerchan execerrdot gocachehash gocachetest gocacheverify gotypesalias http2client http2debug http2server
    httplaxcontentlength httpmuxgo121 httpservecontentkeepheaders installgoroot jstmpllitinterp multipartmaxheaders multipartmaxparts
    multipathtcp netdns netedns0 panicnil randautoseed tarinsecurepath tls10server tls3des tlskyber tlsmaxrsasize tlsrsakex tlsunsafeekm
    winreadlinkvolume winsymlink x509keypairleaf x509negativeserial x509sha1 x509usefallbackroots x509usepolicies zipinsecurepath`,
  ],
  [
    24,
    "dataindependenttiming fips140 gotestjsonbuildtext httpcookiemaxnum randseednop rsa1024min tlsmlkem urlmaxqueryparams x509rsacrt",
  ],
  [
    25,
    `containermaxprocs decoratemappings embedfollowsymlinks fips140ems htmlmetacontenturlescape tlssha1 updatemaxprocs x509sha256skid`,
  ],
  [26, "cryptocustomrand tlssecpmlkem urlstrictcolons"],
];

/** Settings whose default has changed: in which minor version of Go, and the value that brings back what was before. */
const changed: Readonly<Record<string, readonly [release: number, old: "0" | "1"]>> = {
  asynctimerchan: [23, "1"],
  containermaxprocs: [25, "0"],
  cryptocustomrand: [26, "1"],
  decoratemappings: [25, "0"],
  gotestjsonbuildtext: [24, "1"],
  gotypesalias: [23, "0"],
  httpcookiemaxnum: [24, "0"],
  httplaxcontentlength: [22, "1"],
  httpmuxgo121: [22, "1"],
  httpservecontentkeepheaders: [23, "1"],
  multipathtcp: [24, "0"],
  netedns0: [19, "0"],
  panicnil: [21, "1"],
  randseednop: [24, "0"],
  rsa1024min: [24, "0"],
  tls10server: [22, "1"],
  tls3des: [23, "1"],
  tlsmlkem: [24, "0"],
  tlsrsakex: [22, "1"],
  tlssecpmlkem: [26, "0"],
  tlssha1: [25, "1"],
  tlsunsafeekm: [22, "1"],
  updatemaxprocs: [25, "0"],
  urlmaxqueryparams: [24, "0"],
  urlstrictcolons: [26, "0"],
  winreadlinkvolume: [23, "0"],
  winsymlink: [23, "0"],
  x509keypairleaf: [23, "0"],
  x509negativeserial: [23, "1"],
  x509rsacrt: [24, "0"],
  x509sha256skid: [25, "0"],
  x509usepolicies: [24, "0"],
};

/** Settings whose values are not 0 and 1 alone, as doc/godebug.md and the packages that read them have it. */
const otherValues: Readonly<Record<string, readonly string[]>> = {
  asynctimerchan: ["0", "1", "2"],
  fips140: ["on", "only", "off"],
  http2debug: ["1", "2"],
  multipathtcp: ["0", "1", "2", "3"],
  netdns: ["go", "cgo"],
};

const removals: Readonly<Record<string, number>> = { tlskyber: 24, x509sha1: 24 };

/** What is known of a setting; undefined for a name that no release up to the newest one listed here knows. */
export function godebugSetting(name: string): GodebugSetting | undefined {
  for (const [since, names] of introduced) {
    if (!names.split(/\s+/).includes(name)) continue;
    const removed = Object.hasOwn(removals, name) ? removals[name] : undefined;
    return removed === undefined ? { since } : { since, removed };
  }
  return undefined;
}

/** The names of all settings that are listed here. */
export function godebugNames(): readonly string[] {
  return introduced.flatMap(([, names]) => names.split(/\s+/));
}

/** Which minor version of Go changed a setting's default, and the value that brings back what was before; undefined where none did. */
export function godebugChange(name: string): { readonly release: number; readonly old: string } | undefined {
  const [release, old] = (Object.hasOwn(changed, name) ? changed[name] : undefined) ?? [];
  return release === undefined || old === undefined ? undefined : { release, old };
}

/** Values of a setting to choose from: of those that take an amount, the ones with a meaning of their own. */
export function godebugValues(name: string): readonly string[] {
  return (Object.hasOwn(otherValues, name) ? otherValues[name] : undefined) ?? ["0", "1"];
}
