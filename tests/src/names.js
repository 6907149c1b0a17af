// What a person would call an element: its accessible name, near enough for the pages here.

// Typographic apostrophes are the same words.
const tidy = (text) => text.replace(/\s+/g, " ").replaceAll("’", "'").trim();
const shown = (element) => element.checkVisibility({ visibilityProperty: true });

function spoken(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.getAttribute("aria-hidden") === "true" || !shown(node)) return "";
  if (node.hasAttribute("aria-label")) return node.getAttribute("aria-label");
  if (node.tagName === "IMG") return node.alt;
  if (node.matches("input, select, textarea")) return "";
  const gap = getComputedStyle(node).display.startsWith("inline") ? "" : " ";
  return gap + [...node.childNodes].map(spoken).join("") + gap;
}

function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by) {
    const parts = by.split(/\s+/).map((id) => document.getElementById(id));
    return parts.map((part) => (part ? part.textContent : "")).join(" ");
  }
  if (element.hasAttribute("aria-label")) return element.getAttribute("aria-label");
  if (element.labels && element.labels.length) return [...element.labels].map(spoken).join(" ");
  if (element.matches("input[type=submit], input[type=button]")) return element.value;
  if (element.matches("input, select, textarea, iframe")) return element.title;
  return spoken(element);
}
