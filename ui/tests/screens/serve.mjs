// Builds tests/screens.html into a folder and serves it on a free port of this computer until its input ends.
// The first line it writes is the address of the page.
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const [outDir] = process.argv.slice(2);
const root = fileURLToPath(new URL("../..", import.meta.url));
const shared = { root, logLevel: "error" };

await build({
  ...shared,
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: `${root}tests/screens.html` } },
});
const server = await preview({
  ...shared,
  build: { outDir },
  preview: { host: "127.0.0.1", port: 0, open: false },
});
const { port } = server.httpServer.address();
console.log(`http://127.0.0.1:${port}/tests/screens.html`);
process.stdin.on("end", () => process.exit()).resume();
