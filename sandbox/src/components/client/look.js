// What the frames cannot see for themselves: the colour of the text around them, of the ground below them, and whether
// the page is dark.

/** Relative luminance without its gamma, which is enough to tell light text from dark. */
function isLight(colour) {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) || []).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140;
}

/** The first colour below the element that lets nothing through; nothing where there is a picture. */
function groundOf(element) {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at);
    if (backgroundImage !== "none") return null;
    if (/^rgb\(/.test(backgroundColor)) return backgroundColor;
  }
  return null;
}

function lookOf(container) {
  const { color } = getComputedStyle(container);
  return { color, dark: isLight(color), ground: groundOf(container) };
}

/** Dresses the frame for the page as it looks now, and again when the page changes between light and dark. */
function followLook(container, frame) {
  let told = "";
  const again = () => {
    const look = lookOf(container);
    if (JSON.stringify(look) === told) return;
    told = JSON.stringify(look);
    // The same scheme on both sides of the frame, or the browser paints an opaque sheet behind it.
    applyStyles(frame.element, { "color-scheme": look.dark ? "dark" : "light" });
    frame.send({ type: "look", look });
  };
  again();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  const observer = new MutationObserver(() => {
    if (frame.element.isConnected) again();
    else observer.disconnect();
  });
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributes: true, attributeFilter: ["class", "style", "data-theme"] });
  }
}
