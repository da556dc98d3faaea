// Makes the pictures of the folders that are named small: no more than 256 colours, nothing else lost.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const COLOURS = 256;
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function* chunks(png) {
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function predict(filter, left, above, corner) {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(
    Math.abs,
  );
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** The colour of every pixel as one number; none where the picture is of another kind than browsers make. */
function read(png) {
  const all = [...chunks(png)];
  const head = all[0].data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const parts = { 2: 3, 6: 4 }[head[9]];
  if (head[8] !== 8 || !parts || head[12] !== 0) return null;
  const raw = inflateSync(Buffer.concat(all.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const row = width * parts;
  let above = new Uint8Array(row);
  const pixels = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    const now = new Uint8Array(raw.subarray(y * (row + 1) + 1, (y + 1) * (row + 1)));
    for (let x = 0; x < row; x++) {
      const before = x - parts;
      now[x] += predict(filter, now[before] ?? 0, above[x], above[before] ?? 0);
    }
    for (let x = 0; x < width; x++) {
      const at = x * parts;
      pixels[y * width + x] = (now[at] << 16) | (now[at + 1] << 8) | now[at + 2];
    }
    above = now;
  }
  return { width, height, pixels };
}

function distance(one, other) {
  const part = (shift) => ((one >> shift) & 255) - ((other >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

/** The colours that are used most, and which of them stands for each colour. */
function choose(pixels) {
  const uses = new Map();
  for (const pixel of pixels) uses.set(pixel, (uses.get(pixel) ?? 0) + 1);
  const colours = [...uses].sort((one, other) => other[1] - one[1]).map(([colour]) => colour);
  const palette = colours.slice(0, COLOURS);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  for (const colour of colours.slice(COLOURS)) {
    let best = 0;
    for (let at = 1; at < palette.length; at++)
      if (distance(colour, palette[at]) < distance(colour, palette[best])) best = at;
    places.set(colour, best);
  }
  return { palette, places };
}

function write({ width, height, pixels }) {
  const { palette, places } = choose(pixels);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x]);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk(
      "PLTE",
      Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

for (const folder of process.argv.slice(2)) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".png"))) {
    const file = join(folder, name);
    const picture = read(readFileSync(file));
    if (picture) writeFileSync(file, write(picture));
  }
}
