/*
 * What the configuration may say to a rule, as data: files are checked by it, the published JSON schema is made of it, and the type of what
 * the rule is given follows from it.
 */

/** A text that is more than that: a pattern, a range, a day. */
export interface TextForm {
  /** what it is called in a message: `a module path or pattern` */
  readonly name: string;
  /** what is wrong with a text: `is empty`; undefined when it is one */
  problem(text: string): string | undefined;
  /** for checkers that know no more than regular expressions */
  readonly pattern?: string;
}

interface Described {
  readonly description: string;
  /** present: the record that it is a key of makes no sense without it */
  readonly required?: true;
}

/** A text; `form` absent: any. */
export interface TextOption extends Described {
  readonly kind: "text";
  readonly form?: TextForm;
}

export interface ChoiceOption extends Described {
  readonly kind: "choice";
  readonly of: readonly string[];
}

export interface RecordOption extends Described {
  readonly kind: "record";
  readonly keys: Readonly<Record<string, TextOption | ChoiceOption | ListOption>>;
  /** the key that says what it is about: of the entries of a list with the same one, the last holds */
  readonly about: string;
  /** present: a text in its place stands for a record with nothing but that key */
  readonly short?: true;
}

export interface ListOption extends Described {
  readonly kind: "list";
  readonly of: TextOption | ChoiceOption | RecordOption;
}

export type OptionType = TextOption | ChoiceOption | RecordOption | ListOption;

/** The options of a rule, by their keys. All may be left out. */
export type OptionKeys = Readonly<Record<string, TextOption | ChoiceOption | ListOption>>;

/** The value of an option. */
export type OptionValue<Type> = Type extends { readonly kind: "text" }
  ? string
  : Type extends { readonly kind: "choice"; readonly of: readonly (infer Word)[] }
    ? Word
    : Type extends { readonly kind: "list"; readonly of: infer Item }
      ? readonly OptionValue<Item>[]
      : Type extends { readonly kind: "record"; readonly keys: infer Keys }
        ? RecordValue<Keys>
        : never;

type RequiredKeys<Keys> = { [Name in keyof Keys]: Keys[Name] extends { readonly required: true } ? Name : never }[keyof Keys];

type RecordValue<Keys> = { readonly [Name in RequiredKeys<Keys>]: OptionValue<Keys[Name]> } & {
  readonly [Name in Exclude<keyof Keys, RequiredKeys<Keys>>]?: OptionValue<Keys[Name]>;
};

/** What a rule is given: the keys that the configuration has. Frozen in depth. */
export type OptionValues<Keys> = { readonly [Name in keyof Keys]?: OptionValue<Keys[Name]> };

/** Options of any rule, checked against its keys. */
export type AnyOptions = Readonly<Record<string, unknown>>;

export const noOptions: AnyOptions = Object.freeze({});

/**
 * What two configurations come to, of which the later goes before the earlier: lists are joined, and in them an entry about the same thing as
 * an earlier one takes its place; of everything else the later value holds.
 */
export function mergeOptions(keys: OptionKeys, earlier: AnyOptions, later: AnyOptions): AnyOptions {
  const merged: Record<string, unknown> = { ...earlier };
  for (const [name, value] of Object.entries(later)) {
    const type = keys[name];
    const before = merged[name];
    if (type?.kind !== "list" || !Array.isArray(before) || !Array.isArray(value)) merged[name] = value;
    else {
      const { of } = type;
      const about = (entry: unknown): unknown => (of.kind === "record" ? (entry as AnyOptions)[of.about] : entry);
      const own = new Set(value.map(about));
      merged[name] = Object.freeze([...before.filter((entry) => !own.has(about(entry))), ...value]);
    }
  }
  return Object.freeze(merged);
}
