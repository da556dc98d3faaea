import { Channel, invoke } from "@tauri-apps/api/core";
import type { Event } from "../bindings/Event";
import type { Host } from "./host";

/** The door inside the window: the only file that knows what the window is made with. */
export const tauriHost: Host = {
  call: (name, args) => invoke("call", { name, args }),
  subscribe: (heard) => {
    const channel = new Channel<Event>();
    channel.onmessage = heard;
    return invoke("subscribe", { channel });
  },
};
