import fc from "fast-check";
import { budget } from "./random.ts";

// Loaded before all tests: properties are tried with the same values each time, or with others for another PROPERTY_SEED.
fc.configureGlobal({ seed: budget("PROPERTY", 0).seed });
