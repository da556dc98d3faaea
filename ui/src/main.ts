import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { tauriHost } from "./host/tauri";

mount(App, { target: document.body, props: { host: tauriHost } });
