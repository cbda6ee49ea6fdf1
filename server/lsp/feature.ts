import type { Registration, ServerCapabilities } from "vscode-languageserver/node";
import type { Session } from "./session.ts";

/**
 * Answers one method. It may take its time: `signal` is aborted when the client wants no answer any more, and an answer about a document
 * that has changed meanwhile is not sent. What it throws is the answer to this request alone.
 */
export type RequestHandler<Params, Result> = (session: Session, params: Params, signal: AbortSignal) => Result | Promise<Result>;

/** Carries out a command that the client asks for by its name. `args` come from outside, whatever they are. */
export type CommandHandler = (session: Session, args: readonly unknown[], signal: AbortSignal) => unknown;

/** A switch of the settings, section `features`. Several features may hang on one. */
export interface FeatureSwitch {
  readonly name: string;
  /** what holds where the user says nothing */
  readonly on: boolean;
  /** what it switches, in a sentence for users */
  readonly about: string;
}

/** A group of requests that belong together, with all that the server has to know of them. */
export interface Feature {
  /** what turns it off; absent: always on. While it is off its requests are answered with nothing. */
  readonly switch?: FeatureSwitch;
  /** What it adds to the server's capabilities for this client. */
  capabilities(session: Session): ServerCapabilities;
  /**
   * What is registered and taken back as the switch goes, for clients that can do that, instead of `capabilities`. To be had only for
   * what is off by default: most clients take better to what they are told at the start.
   */
  registrations?(session: Session): readonly Registration[];
  /** by method */
  readonly requests: Readonly<Record<string, RequestHandler<never, unknown>>>;
  /** by name, for workspace/executeCommand; what lenses and actions of other features name, too */
  readonly commands?: Readonly<Record<string, CommandHandler>>;
  /** Its requests need the document's text alone, and do not wait for a graph: typing does not wait for them. */
  readonly textAlone?: boolean;
  /** Whether the client is to ask again where an answer is out of date, which is `ContentModified` otherwise and shows nothing. */
  readonly retriggers?: boolean;
  /** by method: what requests are answered with while the feature is off, where that may not be null */
  readonly whileOff?: Readonly<Record<string, unknown>>;
}

/** The switches of features. */
export function featureSwitches(features: readonly Feature[]): readonly FeatureSwitch[] {
  return features.flatMap(({ switch: own }) => (own === undefined ? [] : [own]));
}

/** The switches of features with their defaults, by name. */
export function featureDefaults(features: readonly Feature[]): Readonly<Record<string, boolean>> {
  return Object.fromEntries(featureSwitches(features).map(({ name, on }) => [name, on]));
}

/** The names of all commands. */
export function commandNames(features: readonly Feature[]): readonly string[] {
  return features.flatMap(({ commands }) => Object.keys(commands ?? {}));
}

/** Whether the user has a feature on. */
export function isOn(feature: Feature, session: Session): boolean {
  return feature.switch === undefined || session.settings.features[feature.switch.name] === true;
}
