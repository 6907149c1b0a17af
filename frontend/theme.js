// Applies the remembered theme before anything is painted, which the wasm program would be too late for,
// and adds the switch to the page's header on every page, also those without wasm.
(() => {
  const root = document.documentElement;
  root.dataset.scripts = "";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const current = () => root.dataset.theme ?? (system.matches ? "dark" : "light");
  const theme = remembered();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  addEventListener("DOMContentLoaded", () => {
    const header = document.querySelector(".page-header");
    if (!header) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme-switch";
    const label = () => {
      button.textContent = current() === "dark" ? "Light theme" : "Dark theme";
    };
    label();
    system.addEventListener("change", label);
    button.addEventListener("click", () => {
      const next = current() === "dark" ? "light" : "dark";
      root.dataset.theme = next;
      try {
        localStorage.setItem("theme", next);
      } catch {
        // Without storage the choice lasts until the page is left.
      }
      label();
    });
    header.append(button);
  });
})();
