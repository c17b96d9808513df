/** Pictures for the phone's camera: whatever shows a QR code becomes a PNG on white. */

import { t } from "./text.js";

const SMALLEST = 400;
const MARGIN = 40;
const PAINT = ["fill", "stroke", "stroke-width", "color", "display"];

async function loaded(source) {
  const image = new Image();
  image.src = source;
  try {
    await image.decode();
  } catch {
    throw new Error(t("error.picture"));
  }
  return image;
}

/** An inline drawing as an image of its own, with the colours that the page's style gives it. */
function drawn(svg) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  for (const [index, node] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[index]);
    for (const name of PAINT) node.style.setProperty(name, style.getPropertyValue(name));
  }
  const box = svg.getBoundingClientRect();
  const side = Math.max(SMALLEST, Math.round(2 * box.width));
  const shape = svg.viewBox.baseVal;
  if (!svg.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${svg.width.baseVal.value} ${svg.height.baseVal.value}`);
  copy.setAttribute("width", side);
  copy.setAttribute("height", shape?.width ? Math.round((side * shape.height) / shape.width) : side);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`);
}

/** The PNG of an image or canvas, at least 400 px wide, as base64 without a prefix. */
function encode(picture) {
  const width = picture.naturalWidth ?? picture.width;
  const height = picture.naturalHeight ?? picture.height;
  const scale = Math.max(1, Math.ceil(SMALLEST / width));
  const canvas = document.createElement("canvas");
  canvas.width = width * scale + 2 * MARGIN;
  canvas.height = height * scale + 2 * MARGIN;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(picture, MARGIN, MARGIN, width * scale, height * scale);
  return canvas.toDataURL("image/png").split(",")[1];
}

/** The picture of an <img>, <canvas> or <svg> of this origin. */
export async function pictureOfElement(element) {
  if (element.localName === "svg") return encode(await drawn(element));
  if (element.localName === "img") return encode(await loaded(element.src));
  return encode(element);
}

/** The picture at an address of this origin. */
export const pictureOfAddress = async (address) => encode(await loaded(address));

/** The picture in a chosen file. */
export async function pictureOfFile(file) {
  const address = URL.createObjectURL(file);
  try {
    return await pictureOfAddress(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}
