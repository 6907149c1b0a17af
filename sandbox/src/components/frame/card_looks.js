// The merchant's styles, texts and fonts, applied through the object model alone: no style attribute, no style element.

const STATES = { plain: ["default"], focus: ["default", "focus"], error: ["default", "error"], valid: ["default", "valid"] };
STATES.errorFocus = [...STATES.error, "focus", "errorFocus"];
STATES.validFocus = [...STATES.valid, "focus", "validFocus"];

const kebab = (name) => (name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));

/** Replaces what was set here before by these properties, named as in JavaScript (`backgroundColor`) or in CSS. */
function dress(element, properties) {
  for (const name of element.dressed || []) element.style.removeProperty(name);
  element.dressed = [];
  for (const [key, value] of Object.entries(properties || {})) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    const name = kebab(key);
    const bare = typeof value === "string" || CSS.supports(name, String(value));
    element.style.setProperty(name, bare ? String(value) : `${value}px`);
    element.dressed.push(name);
  }
}

class Looks {
  constructor(styles = {}) {
    this.styles = styles && typeof styles === "object" ? styles : {};
  }

  /** The base's properties, then the field's own. */
  of(field, part) {
    const layer = (name) => (this.styles[name] && this.styles[name][part]) || {};
    return { ...layer("base"), ...layer(field) };
  }

  field({ name, container, label, input, message, icon }) {
    dress(container, this.of(name, "container"));
    dress(label, this.of(name, "label"));
    dress(message, this.of(name, "validationText"));
    dress(icon, this.of(name, "validationIcon"));
    this.state(name, input, "plain");
  }

  state(name, input, state) {
    dress(input, Object.assign({}, ...STATES[state].map((part) => this.of(name, part))));
  }

  form(form, cardIcon) {
    dress(form, this.styles.form);
    dress(cardIcon, this.styles.cardIcon);
  }
}

/** Links the merchant's font style sheets, from http and https alone. */
function loadFonts(addresses) {
  for (const address of Array.isArray(addresses) ? addresses : []) {
    if (!/^https?:\/\//.test(address)) continue;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    document.head.append(link);
  }
}

/** The page's text colour for the labels, its ground below them, and light or dark fields to go with both. */
function followPage(look) {
  if (!look) return;
  const root = document.documentElement;
  root.toggleAttribute("data-dark", look.dark === true);
  root.style.setProperty("--page-text", look.color);
  root.style.setProperty("--page-ground", look.ground || "transparent");
}
