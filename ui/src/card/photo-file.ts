import { LIMITS } from "../bindings/limits";
import type { Trouble } from "../host/host";

/** Smaller files are sent as they are. */
const SMALL = 512 * 1024;
/** A face is never shown larger. */
const SIDE = 1024;

/** A photo as it is sent: base64, scaled down where the view can. Rejects with why not. */
export async function readPhoto(file: File): Promise<string> {
  const sent = file.size > SMALL ? ((await scaled(file)) ?? file) : file;
  if (sent.size > LIMITS.photoFileBytes)
    throw { code: "photoTooLarge", message: `${sent.size}` } satisfies Trouble;
  return base64Of(sent);
}

/** None where the view cannot read the picture: the Rust side says what is wrong with it. */
async function scaled(file: File): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const drawing = canvas.getContext("2d");
    if (!drawing) return null;
    // JPEG has no transparency: what shows through would be black.
    drawing.fillStyle = "white";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
  } catch {
    return null;
  }
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/u, ""));
    reader.onerror = () =>
      failed({ code: "photoUnreadable", message: String(reader.error) } satisfies Trouble);
    reader.readAsDataURL(blob);
  });
}
