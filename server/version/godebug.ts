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
