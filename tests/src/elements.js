// Finds what a person would call by this role and name, and returns every match that is shown.
// Arguments: the role, the name, whether it may go on after what is given, the name of the region (null: the whole page).
const [role, name, goesOn, region] = arguments;

const SELECTORS = {
  button: "button, input[type=submit], input[type=button], [role=button]",
  link: "a[href], [role=link]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  radio: "input[type=radio], [role=radio]",
  checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
  field:
    "input:not([type=radio], [type=checkbox], [type=submit], [type=button], [type=hidden]), textarea, select, [role=textbox]",
  frame: "iframe",
  disclosure: "summary",
};

const tidy = (text) => text.replace(/\s+/g, " ").trim();
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

// An open modal dialog makes everything outside it unreachable.
const modal = [...document.querySelectorAll("dialog:modal")].at(-1);
const reachable = (element) =>
  shown(element) && !element.closest("[aria-hidden=true], [inert]") && (!modal || modal.contains(element));

const fits = (found) => found === name || (goesOn && found.startsWith(name));

const regions = [...document.querySelectorAll("section, fieldset, [role=region]")];
const around = region === null ? [document] : regions.filter((element) => tidy(nameOf(element)) === region);

return around
  .flatMap((root) => [...root.querySelectorAll(SELECTORS[role])])
  .filter(reachable)
  .filter((element) => fits(tidy(nameOf(element))));
