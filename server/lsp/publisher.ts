import type { Diagnostic, Related } from "../analysis/finding.ts";
import type { RunResult } from "../analysis/run.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import type { OffsetChange, OpenDocument } from "./open-documents.ts";

/** What the publisher needs of the session. */
export interface PublisherPort {
  /** Whether `all` costs no more than the rules: the graph is at hand. */
  isReady(document: OpenDocument): boolean;
  /** Findings of the rules that need the file alone. */
  own(document: OpenDocument): RunResult;
  /** Loads what `all` needs without keeping messages waiting. */
  prepare(document: OpenDocument, signal: AbortSignal): Promise<void>;
  /** Findings of all rules. May take as long as loading a graph. */
  all(document: OpenDocument): RunResult;
  /** Whether a rule needs more than the file. */
  isGraphRule(rule: string): boolean;
  publish(document: OpenDocument, diagnostics: readonly Diagnostic[]): void;
  /** Whether more changes of the document have come in and wait to be handled. */
  isBusy(document: OpenDocument): boolean;
  /** Told of what a timer's work threw. */
  failed(error: unknown): void;
}

/** How long typing must pause before a graph is loaded, in milliseconds: shorter than any hand, longer than a burst of one command. */
const pause = 5;
/** How long findings may wait while changes come in without pause, in milliseconds. */
const patience = 200;

interface Pending {
  timer: ReturnType<typeof setTimeout> | undefined;
  /** what is being prepared, until something else is to be */
  preparing: AbortController | undefined;
  /** when the oldest change was made whose findings have not been published, in milliseconds of `performance.now` */
  since: number | undefined;
  /** whether there has been a whole run: what a graph is read from is known then, and loading it again takes no time to speak of */
  warm: boolean;
  /** findings of the last whole run that need a graph, where the text is now */
  carried: readonly Diagnostic[];
}

/**
 * Decides what is published when. Each publication is made of the document's text at its version, and comes:
 *
 * - at once with all findings, when the graph is at hand: most edits leave requirements alone, and nothing flickers;
 * - otherwise at once with the findings of the file alone, and with all findings when the graph has been loaded. Until then findings of
 *   the last graph stay where they were, moved with their text; one whose text was touched goes.
 */
export class Publisher {
  readonly #port: PublisherPort;
  readonly #pending = new Map<string, Pending>();

  constructor(port: PublisherPort) {
    this.#port = port;
  }

  /** A document was opened, or all about it is new. */
  opened(document: OpenDocument): void {
    this.forget(document.uri);
    this.#pending.set(document.uri, { timer: undefined, preparing: undefined, since: undefined, warm: false, carried: [] });
    this.#update(document);
  }

  changed(document: OpenDocument, changes: readonly OffsetChange[]): void {
    const pending = this.#pending.get(document.uri);
    if (pending === undefined) return;
    pending.carried = moved(pending.carried, changes);
    this.#update(document);
  }

  /** Something around the document changed: all its findings are worked out again, soon. */
  refresh(document: OpenDocument): void {
    const pending = this.#pending.get(document.uri);
    if (pending !== undefined) this.#schedule(document, pending);
  }

  /** Drops what waits. */
  forget(uri: string): void {
    this.#stop(this.#pending.get(uri));
    this.#pending.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.#pending.keys()]) this.forget(uri);
  }

  #update(document: OpenDocument): void {
    const pending = this.#pending.get(document.uri);
    if (pending === undefined) return;
    const now = performance.now();
    pending.since ??= now;
    const late = now - pending.since > patience;
    if (this.#port.isBusy(document) && !late) return;
    if (this.#port.isReady(document)) {
      this.#publishAll(document, pending);
      return;
    }
    const { diagnostics } = this.#port.own(document);
    this.#port.publish(document, byPlace([...diagnostics, ...pending.carried]));
    if (late && pending.warm) this.#publishAll(document, pending);
    else this.#schedule(document, pending);
  }

  #schedule(document: OpenDocument, pending: Pending): void {
    this.#stop(pending);
    pending.timer = setTimeout(() => void this.#prepareAndPublish(document, pending), pause);
  }

  async #prepareAndPublish(document: OpenDocument, pending: Pending): Promise<void> {
    const controller = new AbortController();
    pending.preparing = controller;
    try {
      await this.#port.prepare(document, controller.signal);
      if (!controller.signal.aborted) this.#publishAll(document, pending);
    } catch (error) {
      this.#port.failed(error);
    }
  }

  #stop(pending: Pending | undefined): void {
    clearTimeout(pending?.timer);
    pending?.preparing?.abort();
  }

  #publishAll(document: OpenDocument, pending: Pending): void {
    this.#stop(pending);
    pending.timer = undefined;
    pending.since = undefined;
    const { diagnostics } = this.#port.all(document);
    pending.warm = true;
    pending.carried = diagnostics.filter((d) => this.#port.isGraphRule(d.rule)).map(withoutFixes);
    this.#port.publish(document, diagnostics);
  }
}

/** Fixes and places of another text would be wrong: actions are made of a fresh run. */
function withoutFixes({ fixes: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}

/** Findings where their text is after the changes; those whose text or its borders a change touches are left out. */
function moved(diagnostics: readonly Diagnostic[], changes: readonly OffsetChange[]): readonly Diagnostic[] {
  let current = diagnostics;
  for (const change of changes) {
    if (!("span" in change)) return [];
    current = current.flatMap((diagnostic) => {
      const span = movedSpan(diagnostic.span, change);
      if (span === undefined) return [];
      const related = diagnostic.related?.flatMap((place) => movedRelated(place, change));
      return [{ ...diagnostic, span, ...(related === undefined ? {} : { related }) }];
    });
  }
  return current;
}

function movedRelated(place: Related, change: TextEdit): readonly Related[] {
  if (!("span" in place)) return [place];
  const span = movedSpan(place.span, change);
  return span === undefined ? [] : [{ ...place, span }];
}

function movedSpan(span: Span, change: TextEdit): Span | undefined {
  if (change.span.start > span.end) return span;
  if (change.span.end >= span.start) return undefined;
  const by = change.text.length - (change.span.end - change.span.start);
  return { start: span.start + by, end: span.end + by };
}

function byPlace(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
