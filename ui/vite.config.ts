import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Without it vitest would take Svelte's server build, which cannot mount anything.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  // The screen itself asks its surroundings for nothing; its tests ask where their clock stands.
  envPrefix: "OTAGAI_CLOCK",
  build: {
    // The oldest system view that the program runs on.
    target: "safari16",
    // Nothing becomes a `data:` address: the content policy stays as narrow as it is.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  server: { port: 1420, strictPort: true },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    setupFiles: ["tests/clock.ts"],
    // Else the contrast test would read an empty file.
    css: { include: [/tokens\.css/] },
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
}));
