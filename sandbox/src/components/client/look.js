// What the frames cannot see for themselves: the colour of the text around them, and whether the page is dark.

function lookOf(container) {
  const { color } = getComputedStyle(container);
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) || []).map(Number);
  // Relative luminance without its gamma is enough to tell light text from dark.
  return { color, dark: 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140 };
}

/** Tells the frame how the page looks now, and again when the page changes between light and dark. */
function followLook(container, tell) {
  const again = () => tell(lookOf(container));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  const observer = new MutationObserver(() => {
    if (container.isConnected) again();
    else observer.disconnect();
  });
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributes: true, attributeFilter: ["class", "style", "data-theme"] });
  }
}
