import { standAt } from "../src/session/clock";

// No test reads the day. The clock stands on a Monday afternoon, or where `cargo xtask test` puts it for the days
// on which a calendar is awkward: OTAGAI_CLOCK is a second in UTC, as for the programs.
const USUAL = "2026-11-30T06:10:00Z";

const asked: unknown = import.meta.env["OTAGAI_CLOCK"];
const moment = Date.parse(typeof asked === "string" ? asked : USUAL);
if (Number.isNaN(moment)) throw new Error(`OTAGAI_CLOCK is no moment: ${String(asked)}`);
standAt(moment);
