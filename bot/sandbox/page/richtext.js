/** A message's text with its entities, as nodes. Offsets count UTF-16 units, as JavaScript strings do. */

import { el } from "./dom.js";
import { linkNode } from "./links.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  spoiler: "span.spoiler",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

const endOf = (entity) => entity.offset + entity.length;

function entityNode(entity, text, children, go) {
  const words = text.slice(entity.offset, endOf(entity));
  if (entity.type === "text_link") return linkNode("link", words, entity.url, go);
  if (entity.type === "url") return linkNode("link", words, words, go);
  if (entity.type === "bot_command") {
    return el("button.link", { type: "button", "data-command": words, onclick: () => go.command(words) }, words);
  }
  return el(TAGS[entity.type] ?? "span", {}, ...children);
}

/** Nodes of text[start, end); takes the entities inside from the front of `queue`. */
function nodes(text, start, end, queue, go) {
  const out = [];
  let at = start;
  while (queue.length > 0 && queue[0].offset < end) {
    const entity = queue.shift();
    if (entity.offset < at) continue;
    const stop = Math.min(endOf(entity), end);
    const inner = nodes(text, entity.offset, stop, queue, go);
    out.push(text.slice(at, entity.offset), entityNode(entity, text, inner, go));
    at = stop;
  }
  out.push(text.slice(at, end));
  return out;
}

/** `go` has `screen`, `telegram` and `command`. */
export function richText(text, entities, go) {
  const queue = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, queue, go);
}
