import type { MemberView } from "../bindings/MemberView";
import type { SharedKind } from "../bindings/SharedKind";

const KINDS: readonly SharedKind[] = ["hobby", "teachesMe", "learnsFromMe", "skill", "licence", "area"];

/** What somebody has in common with me, kind by kind. */
export function byKind({ shared }: MemberView): { kind: SharedKind; what: string[] }[] {
  return KINDS.map((kind) => ({
    kind,
    what: shared.filter((one) => one.kind === kind).map(({ what }) => what),
  })).filter(({ what }) => what.length > 0);
}
