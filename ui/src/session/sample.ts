import type { AppState } from "../bindings/AppState";

/** True while the sample circle is open, which is apart from all real ones. */
export function isSample(app: AppState | null): boolean {
  return app !== null && "sample" in app && app.sample === true;
}
