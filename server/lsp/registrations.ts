import type { Registration } from "vscode-languageserver/node";
import { configurationNames } from "../workspace/configuration/find.ts";
import type { Client } from "./endpoint.ts";
import { type Feature, isOn } from "./feature.ts";
import { messageType } from "./protocol.ts";
import type { Session } from "./session.ts";
import { section } from "./settings.ts";

/** Files whose change on disk changes findings. */
const watched = [...["go.mod", "go.work", "go.sum", "go.work.sum", "vendor/modules.txt"], ...configurationNames].map(
  (name) => `**/${name}`,
);

/** What is agreed with the client after `initialize`: files to watch, settings, and features that come and go with them. */
export class Registrations {
  readonly #session: Session;
  readonly #client: Client;
  readonly #optional: readonly Feature[];
  readonly #registered = new Set<Feature>();

  /** @param features all that the server has */
  constructor(session: Session, client: Client, features: readonly Feature[]) {
    this.#session = session;
    this.#client = client;
    this.#optional = features.filter((feature) => feature.registrations !== undefined);
  }

  /** To be called at `initialized`. */
  async start(): Promise<void> {
    const { registers, configuration } = this.#session.features;
    const registrations: Registration[] = [];
    if (registers.watchedFiles) {
      const watchers = watched.map((globPattern) => ({ globPattern }));
      registrations.push({ id: "gomod-lint-files", method: "workspace/didChangeWatchedFiles", registerOptions: { watchers } });
    }
    if (registers.configuration) {
      registrations.push({ id: "gomod-lint-settings", method: "workspace/didChangeConfiguration", registerOptions: { section } });
    }
    if (registrations.length > 0) void this.#client.ask("client/registerCapability", { registrations });
    if (configuration) await this.configure(undefined);
    else this.#tell(this.#session.configure([]));
    await this.#updateFeatures();
  }

  /**
   * Takes over changed settings.
   * @param pushed what the client sent with the news; where it can be asked, it is asked instead
   */
  async configure(pushed: unknown): Promise<void> {
    const pulled = this.#session.features.configuration
      ? await this.#client.ask("workspace/configuration", { items: [{ section }] })
      : undefined;
    this.#tell(this.#session.configure([pulled?.[0] ?? pushed]));
    await this.#updateFeatures();
  }

  #tell(problems: readonly string[]): void {
    if (problems.length === 0) return;
    this.#client.notify("window/showMessage", {
      type: messageType.warning,
      message: `gomod-lint settings: ${problems.join("; ")}`,
    });
  }

  async #updateFeatures(): Promise<void> {
    for (const feature of this.#optional) {
      const registrations = [...(feature.registrations?.(this.#session) ?? [])];
      const wanted = registrations.length > 0 && isOn(feature, this.#session);
      if (wanted === this.#registered.has(feature)) continue;
      if (wanted) {
        this.#registered.add(feature);
        await this.#client.ask("client/registerCapability", { registrations });
      } else {
        this.#registered.delete(feature);
        const unregisterations = registrations.map(({ id, method }) => ({ id, method }));
        await this.#client.ask("client/unregisterCapability", { unregisterations });
      }
    }
  }
}
