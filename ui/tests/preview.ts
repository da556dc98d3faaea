import { mount } from "svelte";
import App from "../src/App.svelte";
import "../src/app.css";
import type { ErrorCode } from "../src/bindings/ErrorCode";
import { now } from "../src/session/clock";
import { samplePeers } from "./sample-work";
import { TestHost } from "./test-host";

// `npm run dev`, then /tests/preview.html?people=12&text=200&theme=dark — the screens without the window;
// with &work there are jobs, vouches, trails and news of who has what.
const asked = new URLSearchParams(location.search);
const people = Number(asked.get("people") ?? 0);
const host =
  people === 0 ? new TestHost() : asked.has("work") ? TestHost.atWork(people) : TestHost.inCircle(people);
if (asked.has("work")) host.peers = samplePeers(host.people, now());
if (asked.has("sample")) Object.assign(host.app, { sample: true });
host.app.textPercent = Number(asked.get("text") ?? 100);
host.app.language = asked.get("lang") === "en" ? "en" : "ja";
host.app.pendingLink = asked.get("link");
if (asked.has("due")) host.app.recovery = "due";
if (asked.has("circles")) host.app.circles.push({ ...host.app.circles[0]!, circle: "c2", name: "書く会" });
for (const refused of asked.getAll("refuse")) {
  const [name, code] = refused.split(":");
  host.refused.set(name as "app_state", code as ErrorCode);
}
for (const held of asked.getAll("hold")) host.held.add(held as "join_open");
const theme = asked.get("theme");
if (theme) document.documentElement.dataset["theme"] = theme;
Object.assign(globalThis, { host });

mount(App, { target: document.body, props: { host } });
