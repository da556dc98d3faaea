import { untrack } from "svelte";
import { provideFinding } from "./find/context";
import { Finding } from "./find/finding.svelte";
import { providePeople } from "./people/context";
import { People } from "./people/people.svelte";
import { Drafts } from "./session/drafts.svelte";
import type { Session } from "./session/session.svelte";
import { provideBegunVouches } from "./vouch/context";
import { words } from "./words/words.svelte";
import { provideBegunJobs, provideWork } from "./work/context";
import { Work } from "./work/work.svelte";

/**
 * Everything that is known of the circle on the screen, for every part below the root: opened with the circle, told
 * what happens, and kept while the member goes from page to page.
 */
export function provideCircle(session: Session): { keepDrafts: () => void } {
  const { host, router } = session;
  const people = providePeople(new People(host));
  const work = provideWork(new Work(host));
  const finding = provideFinding(new Finding(host));
  const begunJobs = provideBegunJobs(new Drafts(host, "job"));
  const begunVouches = provideBegunVouches(new Drafts(host, "vouch"));

  session.listen((event) => void people.hear(event));
  session.listen((event) => void work.hear(event));
  session.listen((event) => void finding.hear(event));

  $effect(() => {
    const circle = session.circleId;
    untrack(() => {
      if (!circle) return;
      void people.open(circle);
      void work.open(circle);
      finding.open(circle);
      void begunJobs.load();
      void begunVouches.load();
    });
  });

  // On every page: what waits for an answer is said once, also where it is not shown.
  $effect(() => {
    const said = [
      ...(work.newVouches.length > 0 ? [words().vouch.arrived(work.newVouches)] : []),
      ...(work.newJobs.length > 0 ? [words().work.arrived(work.newJobs)] : []),
    ].join("");
    if (said) untrack(() => session.tell(said));
  });

  function keepDrafts() {
    begunJobs.keepNow();
    begunVouches.keepNow();
  }

  router.follow((route) => {
    keepDrafts();
    finding.went(route);
  });

  return { keepDrafts };
}
