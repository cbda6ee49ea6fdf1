import { formatNames } from "../analysis/describe.ts";
import type { Diamond } from "../graph/diamonds.ts";
import { formatModule } from "../graph/module-version.ts";
import { counted } from "../text/counted.ts";
import type { UpgradeRisk } from "../version/upgrade-risk.ts";
import { toJson } from "./output-format.ts";
import type { Style } from "./reporters/style.ts";

const order: readonly UpgradeRisk[] = ["breaking", "unstable", "compatible"];

/** Diamonds for people, the riskiest first. */
export function diamondsText(diamonds: readonly Diamond[], style: Style): string {
  if (diamonds.length === 0) return "no module is required at different versions\n";
  const sorted = byRisk(diamonds);
  let text = "";
  for (const { path, selected, drivers, laggards, risk } of sorted) {
    text += `${style.bold(path)} ${selected.version} ${riskText(risk, style)}\n`;
    text += `  ${selected.version} is required by ${formatNames(drivers.map(formatModule))}\n`;
    const width = Math.max(...laggards.map((laggard) => laggard.requires.version.length));
    for (const laggard of laggards) {
      const own = laggard.risk === risk ? "" : ` ${style.dim(`(${laggard.risk})`)}`;
      text += `  ${laggard.requires.version.padEnd(width)} by ${formatModule(laggard.module)}${own}\n`;
    }
    text += "\n";
  }
  const counts = order.map((risk) => [risk, diamonds.filter((diamond) => diamond.risk === risk).length] as const);
  const parts = counts.filter(([, n]) => n > 0).map(([risk, n]) => `${n} ${risk}`);
  return `${text}${counted(diamonds.length, "module")} required at different versions: ${parts.join(", ")}\n`;
}

/** The same for programs. */
export function diamondsJson(diamonds: readonly Diamond[]): string {
  return toJson({
    diamonds: byRisk(diamonds).map(({ path, selected, drivers, laggards, risk }) => ({
      path,
      selected: selected.version,
      risk,
      drivers: drivers.map(formatModule),
      laggards: laggards.map((laggard) => ({
        module: formatModule(laggard.module),
        requires: laggard.requires.version,
        risk: laggard.risk,
      })),
    })),
  });
}

function byRisk(diamonds: readonly Diamond[]): readonly Diamond[] {
  return [...diamonds].sort((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk));
}

function riskText(risk: UpgradeRisk, style: Style): string {
  return risk === "compatible" ? style.dim(risk) : style.severity(risk === "breaking" ? "error" : "warning", risk);
}
